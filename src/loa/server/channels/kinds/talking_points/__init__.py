"""Đề cương nói of a communicator, one page."""

from loa.server.channels.kinds.talking_points.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
