"""Shared by all tests. The home and the database come from `tests/plugins/loa_test_home.py`, before any settings are read."""

from loa.server.site.translations import compile_catalogue


def pytest_configure() -> None:
    """English as its text file says it now, before anything is said in English."""
    compile_catalogue()
