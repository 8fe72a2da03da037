"""The one table of who reacts to what."""

from loa.server.bulletins.events import (
    BulletinApproved,
    BulletinDrafted,
    BulletinSubmitted,
    BulletinWithdrawn,
    UnitTextApproved,
    UnitTextWritten,
)
from loa.server.channels.events import MachineVoiceAccepted, MachineVoiceWithdrawn
from loa.server.dispatch.events import ManifestPublished, PlayerEnrolled
from loa.server.dispatch.tasks import send_schedule, wake_player
from loa.server.kit.acts import Reaction, When
from loa.server.playlogs.events import SessionTicked
from loa.server.reports.events import ReportFilled
from loa.server.schedules.events import OffersTaken, SchedulePublished, SessionCancelled, SessionReordered, SlotCancelled
from loa.server.schedules.tasks import publish_anew, publish_anew_where_used
from loa.server.site.tasks import (
    accept_by_report,
    accept_by_session,
    publish_without_replaced,
    voice_and_publish,
    voice_recorded_and_publish,
)
from loa.server.voices.events import RecordingKept
from loa.server.voices.tasks import prepare_preview

REACTIONS: tuple[Reaction, ...] = (
    Reaction(BulletinDrafted, prepare_preview, When.TASK),
    Reaction(BulletinSubmitted, prepare_preview, When.TASK),
    Reaction(RecordingKept, voice_recorded_and_publish, When.TASK),
    Reaction(UnitTextWritten, publish_without_replaced, When.TASK),
    Reaction(UnitTextApproved, voice_and_publish, When.TASK),
    Reaction(BulletinApproved, publish_anew_where_used, When.TASK),
    Reaction(BulletinWithdrawn, publish_anew_where_used, When.TASK),
    Reaction(MachineVoiceAccepted, publish_anew, When.TASK),
    Reaction(MachineVoiceWithdrawn, publish_anew, When.TASK),
    Reaction(OffersTaken, publish_anew, When.TASK),
    Reaction(SessionCancelled, publish_anew, When.TASK),
    Reaction(SessionReordered, publish_anew, When.TASK),
    Reaction(SlotCancelled, publish_anew, When.TASK),
    Reaction(ReportFilled, accept_by_report, When.TASK),
    Reaction(SessionTicked, accept_by_session, When.TASK),
    Reaction(SchedulePublished, send_schedule, When.TASK),
    Reaction(PlayerEnrolled, send_schedule, When.TASK),
    Reaction(ManifestPublished, wake_player, When.TASK),
)
