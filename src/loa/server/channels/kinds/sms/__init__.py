"""Tin nhắn viễn thông, with and without accents."""

from loa.server.channels.kinds.sms.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
