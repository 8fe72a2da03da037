"""The one table of who reacts to what."""

from loa.server.activities import reorganising as activities
from loa.server.agencies.events import AgenciesLoaded
from loa.server.agencies.tasks import keep_reach
from loa.server.bulletins import reorganising as bulletins
from loa.server.bulletins.events import (
    BulletinApproved,
    BulletinApprovedOutside,
    BulletinDrafted,
    BulletinSubmitted,
    BulletinWithdrawn,
    OutsideApprovalDenied,
    UnitTextApproved,
    UnitTextWritten,
)
from loa.server.campaigns import reorganising as campaigns
from loa.server.channels import reorganising as channels
from loa.server.channels.events import MachineVoiceAccepted, MachineVoiceWithdrawn
from loa.server.dispatch import reorganising as dispatch
from loa.server.dispatch.events import ManifestPublished, PlayerEnrolled
from loa.server.dispatch.tasks import send_schedule, wake_player
from loa.server.documents import reorganising as documents
from loa.server.documents.events import DocumentReceived, FileGivenIn, ProposalsRequested, SignedFileBrought
from loa.server.documents.tasks import propose_again, start_check_of_signed, start_checking, start_proposing, start_reading
from loa.server.kit.acts import Reaction, When
from loa.server.people import reorganising as people
from loa.server.places.events import LineageLoaded, TerritoriesLoaded
from loa.server.playlogs.events import SessionTicked
from loa.server.reports import reorganising as reports
from loa.server.reports.events import ReportFilled
from loa.server.schedules import reorganising as schedules
from loa.server.schedules.events import (
    OffersTaken,
    SchedulePublished,
    SessionCancelled,
    SessionReordered,
    SessionsPassedOn,
    SlotCancelled,
)
from loa.server.schedules.tasks import publish_anew, publish_anew_where_used
from loa.server.site.reorganising.holders import Holder
from loa.server.site.tasks import (
    accept_by_report,
    accept_by_session,
    publish_without_replaced,
    voice_and_publish,
    voice_recorded_and_publish,
)
from loa.server.voices.events import PassageGivenAgain, ReadingEnded, ReadingGiven, RecordingKept
from loa.server.voices.tasks import prepare_as_read, prepare_preview

# What each stage holds of an agency that ends, and how it hands it over: upstream first, stations before their sessions.
HOLDERS: tuple[Holder, ...] = (
    Holder("people", people.holdings_of, people.carry_over),
    Holder("documents", documents.holdings_of, documents.carry_over),
    Holder("campaigns", campaigns.holdings_of, campaigns.carry_over),
    Holder("bulletins", bulletins.holdings_of, bulletins.carry_over),
    Holder("channels", channels.holdings_of, channels.carry_over),
    Holder("schedules", schedules.holdings_of, schedules.carry_over),
    Holder("dispatch", dispatch.holdings_of, dispatch.carry_over),
    Holder("activities", activities.holdings_of, activities.carry_over),
    Holder("reports", reports.holdings_of, reports.carry_over),
)

REACTIONS: tuple[Reaction, ...] = (
    Reaction(TerritoriesLoaded, keep_reach, When.NOW),
    Reaction(LineageLoaded, keep_reach, When.NOW),
    Reaction(AgenciesLoaded, keep_reach, When.NOW),
    Reaction(FileGivenIn, start_reading, When.TASK),
    Reaction(DocumentReceived, start_checking, When.TASK),
    Reaction(DocumentReceived, start_proposing, When.TASK),
    Reaction(ProposalsRequested, propose_again, When.TASK),
    Reaction(SignedFileBrought, start_check_of_signed, When.TASK),
    Reaction(BulletinDrafted, prepare_preview, When.TASK),
    Reaction(BulletinSubmitted, prepare_preview, When.TASK),
    Reaction(RecordingKept, voice_recorded_and_publish, When.TASK),
    Reaction(ReadingGiven, prepare_as_read, When.TASK),
    Reaction(PassageGivenAgain, prepare_as_read, When.TASK),
    Reaction(ReadingEnded, prepare_as_read, When.TASK),
    Reaction(UnitTextWritten, publish_without_replaced, When.TASK),
    Reaction(UnitTextApproved, voice_and_publish, When.TASK),
    Reaction(BulletinApproved, publish_anew_where_used, When.TASK),
    Reaction(BulletinApprovedOutside, publish_anew_where_used, When.TASK),
    Reaction(BulletinWithdrawn, publish_anew_where_used, When.TASK),
    Reaction(OutsideApprovalDenied, publish_anew_where_used, When.TASK),
    Reaction(MachineVoiceAccepted, publish_anew, When.TASK),
    Reaction(MachineVoiceWithdrawn, publish_anew, When.TASK),
    Reaction(OffersTaken, publish_anew, When.TASK),
    Reaction(SessionCancelled, publish_anew, When.TASK),
    Reaction(SessionReordered, publish_anew, When.TASK),
    Reaction(SlotCancelled, publish_anew, When.TASK),
    Reaction(SessionsPassedOn, publish_anew, When.TASK),
    Reaction(ReportFilled, accept_by_report, When.TASK),
    Reaction(SessionTicked, accept_by_session, When.TASK),
    Reaction(SchedulePublished, send_schedule, When.TASK),
    Reaction(PlayerEnrolled, send_schedule, When.TASK),
    Reaction(ManifestPublished, wake_player, When.TASK),
)
