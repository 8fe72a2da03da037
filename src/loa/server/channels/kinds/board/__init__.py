"""Bảng tin công cộng: a page for a screen, or a phone."""

from loa.server.channels.kinds.board.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
