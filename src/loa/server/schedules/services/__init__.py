"""Verbs of schedules: programmes, sessions, what goes into them, and publishing."""

from loa.server.schedules.composing.wishes import Wish
from loa.server.schedules.services.filling import FilledWeek, NotPlaced, cancel_slot, fill_sessions, reorder_session, take_offers
from loa.server.schedules.services.programmes import ProgrammeEntry, approve_programme, make_programme
from loa.server.schedules.services.publishing import PublishedWeek, publish_schedule
from loa.server.schedules.services.sessions import PlannedWeek, SkippedAt, add_session, cancel_session, plan_week, record_exemption

__all__ = [
    "FilledWeek",
    "NotPlaced",
    "PlannedWeek",
    "ProgrammeEntry",
    "PublishedWeek",
    "SkippedAt",
    "Wish",
    "add_session",
    "approve_programme",
    "cancel_session",
    "cancel_slot",
    "fill_sessions",
    "make_programme",
    "plan_week",
    "publish_schedule",
    "record_exemption",
    "reorder_session",
    "take_offers",
]
