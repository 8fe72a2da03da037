"""Áp phích khổ A4, to be printed and hung."""

from loa.server.channels.kinds.poster.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
