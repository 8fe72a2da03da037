"""The simulated colleagues at work: every few seconds each duty takes its next small step, wherever the person is not in charge."""

import logging
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import close_old_connections

from loa.core.errors import LoaError
from loa.launch.demo import airing, answering, reporting, writing
from loa.launch.demo.company import Company
from loa.launch.demo.setting import Setting

log = logging.getLogger(__name__)

TURN_SECONDS = 3.0
IDLE_SECONDS = 5.0

# In the order of the journey. Each finds its own work in the data, so that it can be stopped and started at any moment.
DUTIES: tuple[Callable[[Company], int], ...] = (
    answering.accept_above,
    answering.hand_down,
    answering.accept_below,
    writing.lay_out_the_kit,
    writing.add_own_words,
    airing.enter_stations,
    airing.make_programmes,
    airing.publish_weeks,
    reporting.ask_for_reports,
    reporting.issue_the_report,
)
# What a report is filled from, and only then the reports.
CATCHING_UP: tuple[Callable[[Company], int], ...] = (airing.tick_sessions, reporting.hand_in_vendor_logs, reporting.write_down_activities)
REPORTING: tuple[Callable[[Company], int], ...] = (reporting.report_for_communes, reporting.consolidate_districts)


def run() -> None:
    """Until the supervisor says stop (SIGTERM)."""
    os.nice(10)  # whoever clicks comes first
    home = Path(os.environ["LOA_HOME"])
    setting = Setting.of(home)
    if setting is None:
        return
    company = Company.of(setting, home)
    while True:
        time.sleep(TURN_SECONDS if take_turn(company) else IDLE_SECONDS)


def take_turn(company: Company) -> int:
    """Every duty once; what one is refused does not keep the others."""
    close_old_connections()
    company.look_at_the_clock()
    done = _do(DUTIES, company)
    caught_up = _do(CATCHING_UP, company)
    company.is_caught_up = caught_up == 0
    return done + caught_up + _do(REPORTING, company)


def _do(duties: Sequence[Callable[[Company], int]], company: Company) -> int:
    done = 0
    for duty in duties:
        try:
            done += duty(company)
        except LoaError as refusal:
            log.warning("%s: %s", duty.__name__, refusal.say())
        except Exception:  # a fault of one duty must not stop the others; the log holds it
            log.exception("%s failed", duty.__name__)
    return done
