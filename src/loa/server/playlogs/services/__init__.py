"""Verbs of playlogs: taking a player's records, ticking sessions, importing a vendor's log."""

from loa.server.playlogs.services.importing import import_vendor_log
from loa.server.playlogs.services.taking import take_plays
from loa.server.playlogs.services.ticking import Tick, TickException, take_back_tick, tick_session, tick_sessions

__all__ = ["Tick", "TickException", "import_vendor_log", "take_back_tick", "take_plays", "tick_session", "tick_sessions"]
