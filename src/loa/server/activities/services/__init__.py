"""Verbs of activities: log, undo, suspend kinds; and the personal links of communicators."""

from loa.server.activities.services.logging import MOST, Done, log_activities, log_activity, suspend_kinds, undo_activity
from loa.server.activities.services.personal_links import LONGEST_DAYS, end_personal_link, give_personal_link

__all__ = [
    "LONGEST_DAYS",
    "MOST",
    "Done",
    "end_personal_link",
    "give_personal_link",
    "log_activities",
    "log_activity",
    "suspend_kinds",
    "undo_activity",
]
