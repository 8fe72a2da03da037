"""Đầu thu phát IP của Loa: what the manifest will carry."""

from loa.server.channels.kinds.loudspeaker.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
