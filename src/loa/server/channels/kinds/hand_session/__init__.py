"""Buổi phát vận hành bằng tay: files, sheets and the running order."""

from loa.server.channels.kinds.hand_session.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
