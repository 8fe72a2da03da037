"""Gói cho nhà chung cư: lift, lobby, residents' group."""

from loa.server.channels.kinds.building.render import CHANNEL_TYPE, INPUT, NAME, TITLE, render

__all__ = ["CHANNEL_TYPE", "INPUT", "NAME", "TITLE", "render"]
