"""Shared by all tests. The home and the database come from `tests/plugins/loa_test_home.py`, before any settings are read."""
