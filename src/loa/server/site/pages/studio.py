"""The studio page of one text: words, sound, air time and every channel; the doors of submission, approval and recording."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from loa.core.agencies import AgencyKind
from loa.core.bulletin_steps import Action, State
from loa.core.capacity import Demand
from loa.core.errors import LoaError, NotFound
from loa.core.priorities import Priority
from loa.core.roles import Right
from loa.core.unit_words import Declaration
from loa.server.agencies.queries import agencies_of_kind_under, agency_on, agency_versions_on
from loa.server.bulletins.forms import OpinionForm
from loa.server.bulletins.models import Approval, Bulletin, Revision, UnitText
from loa.server.bulletins.queries import bulletin_of, own_sentences, sentences_of
from loa.server.bulletins.services import approve_bulletin, submit_bulletin
from loa.server.channels.kinds import KINDS, kind_named
from loa.server.channels.queries import stations
from loa.server.channels.rendering.content import Content
from loa.server.kit import answers, clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, send_file, send_sound
from loa.server.people.queries import must_see, sees
from loa.server.schedules.queries import capacity_of, longest_session
from loa.server.site.airing import air_in_own_sessions
from loa.server.site.pages.reading_aloud import doubtful_places
from loa.server.site.renditions import content_of
from loa.server.voices.models import Track
from loa.server.voices.queries import estimated_seconds, marks_of, recorded_by, sent_out_to, track_of
from loa.server.voices.services import assemble_track, keep_recording, prepare_track

WISHED_AIRINGS = 2  # what a campaign's text is weighed with where nobody said how often
# The kinds a text can be seen as; those of a whole session are shown where the session is.
SEEN_AS = tuple(kind for kind in KINDS if kind.NAME in {"board", "poster", "sms", "zalo", "talking_points", "building"})
BOARD_MAY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src 'unsafe-inline'; sandbox allow-scripts"
)


@require_GET
def bulletin(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Bản tin: đọc, nghe, xem trên các kênh, duyệt."""
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    wanted = request.GET.get("ban", "")
    number = int(wanted) if wanted.isdigit() and len(wanted) < 6 else held.current
    revision = get_object_or_404(held.revisions, number=number)
    return _show(request, held, revision)


def _show(request: Request, held: Bulletin, revision: Revision, *, status: int = 200, refusal: str = "") -> HttpResponse:
    actor = request.actor
    agency_id = _listening_as(actor, held)
    own = own_sentences([revision.pk], on=clock.today(), agency_ids=[agency_id]).get((revision.pk, agency_id), {})
    sentences = sentences_of(revision, own)
    track = (track_of(revision.pk, agency_id) if own else None) or track_of(revision.pk)
    seconds = track.seconds if track else estimated_seconds(revision, sentences, at=clock.now())
    longest = longest_session(agency_id=held.agency_id, day=clock.today(), seen_by=Actor.system("trang duyệt"))
    context = {
        "bulletin": held,
        "revision": revision,
        "sentences": sentences,
        "track": track,
        "marks": marks_of(track),
        "sent_to": sent_out_to(held.agency_id, at=clock.now()),
        "seconds": seconds,
        "longest": longest,
        "too_long": longest.seconds is not None and seconds > longest.seconds,
        "capacity": _capacity(held, round(seconds)),
        "actions": _actions(actor, held, revision),
        "declarations": [Declaration.of(d) for d in revision.declared],
        "own_texts": UnitText.objects.filter(revision=revision, ended_at=None, agency__in=actor.agency_ids),
        "may_air": held.state == State.APPROVED and _own_stations(actor),
        "may_own": held.state == State.APPROVED and any(actor.may(Right.WRITE, a) for a in actor.agency_ids),
        "seen_as": SEEN_AS,
        "doubtful": doubtful_places(held, revision) if revision.number == held.current else 0,
        "unconfirmed": _unconfirmed(held),
        "sees_evidence": sees(actor, held.agency_id),
        "versions": held.revisions.order_by("-number"),
        "opinions": revision.opinions.order_by("at"),
        "opinion_form": OpinionForm() if any(actor.may(Right.APPROVE, a) for a in actor.agency_ids) else None,
        "refusal": refusal,
    }
    return render(request, "site/bulletin.html", context, status=status)


def _unconfirmed(held: Bulletin) -> Approval | None:
    """The approval of this text that somebody else told and the approver has not spoken on, if there is one."""
    told = Approval.objects.filter(revision__bulletin=held, confirmed_at=None, denied_at=None).order_by("-at")
    return next((one for one in told if one.is_unconfirmed), None)


def _actions(actor: Actor, held: Bulletin, revision: Revision) -> set[str]:
    """Which buttons the page offers; the services decide again."""
    if revision.number != held.current:
        return set()
    state, write = State(held.state), actor.may(Right.WRITE, held.agency_id)
    approve, own_work = actor.may(Right.APPROVE, held.agency_id), held.author_person_id in actor.persons
    open_now = {
        Action.EDIT: write and state in {State.DRAFT, State.APPROVED},
        Action.SUBMIT: write and state is State.DRAFT,
        Action.APPROVE: approve and state is State.SUBMITTED and not own_work,
        Action.RETURN: approve and state is State.SUBMITTED,
        Action.WITHDRAW: approve and state is State.APPROVED,
    }
    offered = {action.value for action, may in open_now.items() if may}
    return (
        offered
        | ({"record"} if write and state in {State.DRAFT, State.SUBMITTED} else set())
        | ({"otherwise"} if write and state is State.SUBMITTED else set())
        | ({"own_work"} if approve and own_work else set())
    )


def _own_stations(actor: Actor) -> bool:
    """Whether the actor may put something on the air of a station of their own."""
    own = [agency_id for agency_id in actor.agency_ids if actor.may(Right.PLAN, agency_id)]
    return stations(seen_by=actor, on=clock.today(), agency_ids=own).exists()


def _listening_as(actor: Actor, held: Bulletin) -> UUID:
    """The agency whose own words the reader hears: one's own, else the writer's."""
    return actor.agency_id or held.agency_id


def _capacity(held: Bulletin, seconds: int) -> list[object]:
    """Demand against air time in the places the text is for: the campaign's communes, or the writer's own."""
    week = clock.today()
    monday = week.fromordinal(week.toordinal() - week.weekday())
    campaign = held.campaign
    everybody = Actor.system("trang duyệt")
    if campaign is not None:
        communes = agencies_of_kind_under(AgencyKind.COMMUNE_COMMITTEE, campaign.territory_id, campaign.map_date)
        agency_ids = list(communes.values_list("agency_id", flat=True))
    else:
        agency_ids = [held.agency_id]
    demand = Demand(held.title, max(1, seconds), WISHED_AIRINGS, Priority(held.priority))
    return list(capacity_of(demands=[demand], agency_ids=agency_ids, week_starts_on=monday, seen_by=everybody))


@require_POST
def submit(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Trình duyệt: the door asks for the length and for the cap of the day, and hands both to the service."""
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    revision = get_object_or_404(held.revisions, number=held.current)
    track = track_of(revision.pk)
    length_seconds = track.seconds if track else estimated_seconds(revision, sentences_of(revision), at=clock.now())
    longest = longest_session(agency_id=held.agency_id, day=clock.today(), seen_by=request.actor)
    try:
        submit_bulletin(
            bulletin_id=held.pk,
            length_seconds=length_seconds,
            longest_session_seconds=longest.seconds,
            basis=longest.basis,
            by=request.actor,
            now=clock.now(),
        )
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, held, revision, status=error.status, refusal=answers.told(error))
    messages.success(request, _("Đã trình duyệt. Người duyệt sẽ nghe đúng bản sẽ phát."), extra_tags="good")
    return redirect("bulletin", held.pk)


@require_POST
def approve(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Duyệt đúng lời và tiếng vừa đọc, vừa nghe, by hash."""
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    revision = get_object_or_404(held.revisions, number=held.current)
    track = track_of(revision.pk)
    try:
        approve_bulletin(
            bulletin_id=held.pk,
            text_sha256=request.POST.get("text_sha256", "")[:64],
            audio_sha256=request.POST.get("audio_sha256", "")[:64] or "-",
            held_audio_sha256=track.audio_sha256 if track else "",
            sound_by=recorded_by(track),
            by=request.actor,
            now=clock.now(),
        )
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, held, revision, status=error.status, refusal=answers.told(error))
    messages.success(request, _("Đã duyệt. Lời và tiếng được giữ nguyên từ đây."), extra_tags="good")
    return redirect("bulletin", held.pk)


@require_POST
def put_on_air(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Xếp vào buổi phát: into the coming sessions of one's own stations, and out to them."""
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    revision = get_object_or_404(held.revisions, number=held.current)
    airings = request.POST.get("airings", "")
    filled = air_in_own_sessions(
        revision_id=revision.pk, airings=int(airings) if airings.isdigit() and len(airings) < 3 else 1, by=request.actor, now=clock.now()
    )
    if filled:
        messages.success(request, _("Đã xếp %(n)s lượt vào buổi phát của đơn vị.") % {"n": filled}, extra_tags="good")
    else:
        messages.warning(request, _("Chưa xếp được lượt nào; xem lý do ở Lịch phát."), extra_tags="doubt")
    return redirect("stations-weeks")


@require_POST
def voice(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Tạo bản nghe thử of the current text."""
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    revision = get_object_or_404(held.revisions, number=held.current)
    if not request.actor.may(Right.APPROVE, held.agency_id):
        request.actor.require(Right.WRITE, held.agency_id)
    prepare_track(revision_id=revision.pk, now=clock.now())
    return redirect("bulletin", held.pk)


@require_POST
def record(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Nhận bản ghi âm giọng người: from the browser's microphone, or a file."""
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    revision = get_object_or_404(held.revisions, number=held.current)
    file = request.FILES.get("recording")
    try:
        if file is None:
            messages.error(request, _("Chưa có tệp ghi âm. Hãy bấm ghi âm hoặc chọn một tệp."), extra_tags="bad")
            return redirect("bulletin", held.pk)
        keep_recording(
            revision_id=revision.pk,
            agency_id=held.agency_id,
            data=file.read(),
            speaker=request.POST.get("speaker", "")[:200],
            by=request.actor,
            now=clock.now(),
        )
        prepare_track(revision_id=revision.pk, now=clock.now())
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, held, revision, status=error.status, refusal=answers.told(error))
    messages.success(request, _("Đã nhận bản ghi âm; bản nghe thử là giọng người."), extra_tags="good")
    return redirect("bulletin", held.pk)


@require_GET
def sound(request: Request, track_id: UUID) -> HttpResponse:
    """Nghe: the track as one MP3."""
    track = get_object_or_404(Track.objects.select_related("revision"), pk=track_id)
    bulletin_of(track.revision.bulletin_id, seen_by=request.actor)
    if track.agency_id is not None:
        must_see(request.actor, track.agency_id)
    return send_sound(request, files.read(assemble_track(track).mp3_sha256, ending=".mp3"))


@xframe_options_sameorigin
@require_GET
def seen_as(request: Request, revision_id: UUID, kind: str) -> HttpResponse:
    """Xem bản tin trên một kênh: the very file the channel gets, for the reader's own agency."""
    revision = get_object_or_404(Revision.objects.select_related("bulletin__campaign__document"), pk=revision_id)
    held = bulletin_of(revision.bulletin_id, seen_by=request.actor)
    if kind not in {one.NAME for one in SEEN_AS}:
        raise NotFound
    rendition = kind_named(kind).render(_content(request.actor, held, revision, kind))
    wanted = request.GET.get("tep", "")
    file = next((f for f in rendition.files if f.name == wanted), rendition.files[0])
    response = send_file(file.data, name=file.name, media_type=file.media_type, inline="tai" not in request.GET)
    if file.media_type.startswith("text/html"):
        response["Content-Security-Policy"] = BOARD_MAY
    return response


@require_GET
def channels(request: Request, revision_id: UUID) -> HttpResponse:
    """Cùng một lời trên mọi kênh, side by side."""
    revision = get_object_or_404(Revision.objects.select_related("bulletin__campaign__document"), pk=revision_id)
    held = bulletin_of(revision.bulletin_id, seen_by=request.actor)
    shown: list[dict[str, object]] = []
    for kind in SEEN_AS:
        try:
            shown.append({"kind": kind, "made": kind.render(_content(request.actor, held, revision, kind.NAME)), "refusal": ""})
        except LoaError as error:
            shown.append({"kind": kind, "made": None, "refusal": answers.told(error)})
    return render(request, "site/channels.html", {"bulletin": held, "revision": revision, "shown": shown})


def _content(actor: Actor, held: Bulletin, revision: Revision, channel: str) -> Content:
    """As the reader's own agency prints it; on the campaign's map where today's no longer knows the agency."""
    agency_id, on = _listening_as(actor, held), clock.today()
    if not agency_versions_on(on).filter(agency_id=agency_id).exists():
        on = held.campaign.map_date if held.campaign else revision.valid_from
        agency_on(agency_id, on)
    return content_of(revision, agency_id, on=on, channel=channel, by=Actor.system("trang xem trước"), now=clock.now())
