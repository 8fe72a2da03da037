"""Tin cho nhóm Zalo: plain text to copy."""

from loa.server.channels.kinds.zalo.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
