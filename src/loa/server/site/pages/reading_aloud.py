"""Cách đọc of one bulletin: what can be read otherwise, what is given again, and the text on an announcer's desk."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.core.bulletin_steps import State
from loa.core.errors import LoaError, NotFound
from loa.core.folding import nfc
from loa.core.priorities import Priority
from loa.core.roles import Right
from loa.core.speakable import Ambiguity, Phrase, ambiguities, place_of
from loa.core.unit_words import assembled
from loa.server.bulletins.models import Approval, Bulletin, Revision
from loa.server.bulletins.queries import bulletin_of, sentences_of
from loa.server.kit import answers, clock
from loa.server.kit.forms import MOST_TEXT
from loa.server.kit.requests import Request, tell
from loa.server.voices.models import ReadingKind
from loa.server.voices.queries import PLAIN, Speech, readings_in, script_of, seconds_of, speech_of
from loa.server.voices.services import choose_reading, give_again

MOST_SHARED = 1_000
AROUND = 40  # characters of the text on either side of a doubtful place


@require_GET
def aloud(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Cách đọc: the places to decide, each with its readings as buttons."""
    held, revision = _held(request, bulletin_id)
    return _show(request, held, revision)


def _show(request: Request, held: Bulletin, revision: Revision, *, status: int = 200, refusal: str = "") -> HttpResponse:
    speech = _speech(held, revision)
    context = {
        "bulletin": held,
        "revision": revision,
        "doubts": _doubts(revision, speech),
        "chosen": readings_in(held.pk, at=clock.now()),
        "again": ReadingKind.AGAIN,
        "lines": list(_lines(revision, speech)),
        "may_choose": request.actor.may(Right.WRITE, held.agency_id) and State(held.state) in {State.DRAFT, State.SUBMITTED},
        "refusal": refusal,
    }
    return render(request, "site/reading_aloud.html", context, status=status)


def doubtful_places(held: Bulletin, revision: Revision) -> int:
    """How many places of the text still wait for a choice."""
    speech = _speech(held, revision)
    if revision.language != "vi" or State(held.state) not in {State.DRAFT, State.SUBMITTED}:
        return 0
    return len(_doubts(revision, speech))


def _doubts(revision: Revision, speech: Speech) -> list[dict[str, object]]:
    """The places that nobody has decided, in their order; sentence by sentence, as the text is voiced."""
    if revision.language != "vi":
        return []
    decided = {(one.written, one.place) for one in speech.places}
    found = [
        (sentence.text, doubt, place)
        for sentence in sentences_of(revision)
        for doubt in ambiguities(sentence.text, dictionary=speech.words, manner=speech.manner)
        if (doubt.written, place := place_of(nfc(sentence.text), doubt.written, doubt.start)) not in decided
    ]
    alike = Counter(doubt.written for _, doubt, _ in found)
    return [_seen(nfc(text), doubt, place, alike[doubt.written]) for text, doubt, place in found]


def _seen(text: str, doubt: Ambiguity, place: str, alike: int) -> dict[str, object]:
    return {
        "doubt": doubt,
        "place": place,
        "alike": alike,
        "ahead": text[max(0, doubt.start - AROUND) : doubt.start],
        "behind": text[doubt.end : doubt.end + AROUND],
        "readings": (doubt.said, *doubt.alternatives),
    }


@require_POST
def choose(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Chọn cách đọc, or cho nhắc lại một đoạn, in this bulletin alone."""
    held, revision = _held(request, bulletin_id)
    try:
        if "passage" in request.POST:
            given = give_again(bulletin_id=held.pk, passage=request.POST["passage"], by=request.actor, now=clock.now())
            said = _("“%(passage)s” sẽ được nhắc lại chậm sau câu của nó.") % {"passage": given.written}
        else:
            written, spoken = request.POST.get("written", ""), request.POST.get("spoken", "")
            place = "" if "everywhere" in request.POST else request.POST.get("place", "")[:48]
            chosen = choose_reading(bulletin_id=held.pk, written=written, spoken=spoken, place=place, by=request.actor, now=clock.now())
            told = {"written": chosen.written, "spoken": chosen.spoken}
            if chosen.place:
                said = _("Ở chỗ này “%(written)s” đọc là: %(spoken)s.") % told
            else:
                said = _("Trong bản tin này “%(written)s” đọc là: %(spoken)s.") % told
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, held, revision, status=error.status, refusal=answers.told(error))
    return tell(request, said, "bulletin-aloud", held.pk)


@require_GET
def desk(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Bản đọc cho phát thanh viên: large type, one sentence a line, breaths marked; to print or to read from a screen."""
    held, revision = _held(request, bulletin_id)
    context = {"bulletin": held, "revision": revision, "lines": list(_lines(revision, _speech(held, revision)))}
    return render(request, "site/announcers_desk.html", context)


def _held(request: Request, bulletin_id: UUID) -> tuple[Bulletin, Revision]:
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    return held, get_object_or_404(held.revisions, number=held.current)


def _speech(held: Bulletin, revision: Revision) -> Speech:
    """As the sound was made: an approved text is read as it was when it was approved."""
    approved_at = Approval.objects.filter(revision=revision).values_list("at", flat=True).first()
    return speech_of(held.agency_id, bulletin_id=held.pk, at=approved_at or clock.now())


def _lines(revision: Revision, speech: Speech) -> Iterator[tuple[Phrase, ...]]:
    """As the machine would say it, the key sentence of an emergency given again too."""
    return script_of(sentences_of(revision), speech, priority=Priority(revision.bulletin.priority))


@require_POST
def length(request: Request) -> HttpResponse:
    """Thời lượng ước tính, while somebody types: the shared sentence included, as that office and that class say it."""
    text = request.POST.get("text", "")[:MOST_TEXT]
    shared = request.POST.get("shared_sentence", "")[:MOST_SHARED]
    sentences = assembled("\n".join(filter(None, (text, shared))), [], {})
    office, bulletin_id = _written_for(request)
    speech = speech_of(office, bulletin_id=bulletin_id, at=clock.now()) if office else PLAIN
    told = request.POST.get("priority", "")
    priority = Priority(told) if told in {one.value for one in Priority} else Priority.NORMAL
    return render(request, "bulletins/length.html", {"seconds": seconds_of(sentences, speech, priority=priority)})


def _written_for(request: Request) -> tuple[UUID | None, UUID | None]:
    """The office whose text it is, and the bulletin where there is one already; of its own offices only."""
    try:
        if told := request.POST.get("bulletin", ""):
            held = bulletin_of(UUID(told), seen_by=request.actor)
            return held.agency_id, held.pk
        office = UUID(request.POST.get("agency", ""))
    except ValueError:
        return None, None
    return (office if office in request.actor.agency_ids else None), None
