"""Gói xuất cho hệ thống của nhà cung cấp."""

from loa.server.channels.kinds.vendor_export.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
