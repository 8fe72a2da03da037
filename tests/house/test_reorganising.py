"""When an agency ends, nothing that points at it is forgotten: each is handed over by its stage, or stays with a reason."""

from datetime import date

from django.apps import apps

from loa.server.agencies.models import Agency
from loa.server.site.reorganising.applying import STEPS
from loa.server.site.reorganising.faces import COUNTED, VERBS
from loa.server.site.reorganising.holders import holders
from loa.server.site.wiring import HOLDERS

HANDED = "handed over by its stage"
FACT = "says who did it; facts stay on the unit that did them"

WHAT_HAPPENS = {
    "people.RoleGrant.agency": HANDED,
    "people.PersonTitle.agency": HANDED,
    "documents.OfficialDocument.agency": FACT,
    "documents.GivenFile.agency": FACT,
    "documents.Exchange.agency": FACT,
    "documents.Delivery.agency": HANDED,
    "campaigns.Campaign.agency": HANDED,
    "campaigns.Assignment.agency": HANDED,
    "bulletins.Bulletin.agency": HANDED,
    "bulletins.Opinion.agency": FACT,
    "bulletins.UnitText.agency": "each commune had its own; the successor writes one anew",
    "voices.Recording.agency": FACT,
    "voices.Reading.agency": "an office's own dictionary; the successor decides how its texts are said",
    "voices.OfficeManner.agency": "an office's own choice; the successor makes its own",
    "voices.OfficeVoice.agency": "an office's own choice; the successor makes its own",
    "voices.Track.agency": "made for one agency's words by their hash; made anew for another's",
    "channels.Station.agency": HANDED,
    "channels.Board.agency": HANDED,
    "channels.AssetKeeping.agency": "the record of a hand-over itself",
    "channels.ShortLink.agency": "printed for that agency; its counts are facts, and the address goes on working",
    "schedules.Programme.agency": "drafts are shown as staying; approved ones are facts",
    "schedules.Session.agency": HANDED,
    "schedules.Unplaced.agency": HANDED,
    "playlogs.SessionTick.agency": FACT,
    "playlogs.VendorImport.agency": FACT,
    "playlogs.Play.agency": FACT,
    "activities.Activity.agency": FACT,
    "activities.PersonalLink.agency": HANDED,
    "reports.ReportingRound.agency": HANDED,
    "reports.ExpectedReport.agency": HANDED,
    "reports.ExpectedReport.reports_to": HANDED,
}


def pointing_at_agencies():
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label not in {"places", "agencies"}
        for field in model._meta.fields
        if field.related_model is Agency
    }


def test_everything_that_points_at_an_agency_is_handed_over_or_stays_with_a_reason():
    assert pointing_at_agencies() == set(WHAT_HAPPENS)


def test_every_stage_that_hands_something_over_stands_in_the_table_of_holders():
    stages = {name.split(".")[0] for name, what in WHAT_HAPPENS.items() if what == HANDED}
    assert stages <= {holder.name for holder in HOLDERS}
    assert [holder.name for holder in holders()] == [holder.name for holder in HOLDERS]


def test_a_holder_of_nothing_yields_nothing(db):
    assert [list(holder.holdings_of([], on=date(2027, 3, 1))) for holder in HOLDERS] == [[] for _ in HOLDERS]


def test_every_step_and_every_count_has_a_face():
    assert set(STEPS) == set(VERBS)
    assert all(COUNTED.values())
