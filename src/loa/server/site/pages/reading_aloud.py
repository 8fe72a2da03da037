"""Cách đọc of one bulletin: what can be read otherwise, what is given again, and the text on an announcer's desk."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.core.bulletin_steps import State
from loa.core.errors import LoaError, NotFound
from loa.core.priorities import Priority
from loa.core.prosody import key_sentence, prosody_of
from loa.core.roles import Right
from loa.core.speakable import Ambiguity, Phrase, ambiguities, script
from loa.core.unit_words import plain_text
from loa.server.bulletins.models import Approval, Bulletin, Revision
from loa.server.bulletins.queries import bulletin_of, sentences_of
from loa.server.kit import answers, clock
from loa.server.kit.requests import Request, tell
from loa.server.voices.models import ReadingKind
from loa.server.voices.queries import Speech, readings_in, speech_of
from loa.server.voices.services import choose_reading, give_again

AROUND = 40  # characters of the text on either side of a doubtful place


@require_GET
def aloud(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Cách đọc: the places to decide, each with its readings as buttons."""
    held, revision = _held(request, bulletin_id)
    return _show(request, held, revision)


def _show(request: Request, held: Bulletin, revision: Revision, *, status: int = 200, refusal: str = "") -> HttpResponse:
    speech = _speech(held, revision)
    text = plain_text(sentences_of(revision))
    doubts = ambiguities(text, dictionary=speech.words, manner=speech.manner) if revision.language == "vi" else ()
    context = {
        "bulletin": held,
        "revision": revision,
        "doubts": [_seen(text, doubt) for doubt in _each_once(doubts)],
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
    return len(_each_once(ambiguities(plain_text(sentences_of(revision)), dictionary=speech.words, manner=speech.manner)))


def _each_once(doubts: tuple[Ambiguity, ...]) -> list[Ambiguity]:
    """A choice holds for the whole bulletin, so what is written alike is asked once."""
    return list({doubt.written: doubt for doubt in reversed(doubts)}.values())[::-1]


def _seen(text: str, doubt: Ambiguity) -> dict[str, object]:
    return {
        "doubt": doubt,
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
            chosen = choose_reading(bulletin_id=held.pk, written=written, spoken=spoken, by=request.actor, now=clock.now())
            said = _("Trong bản tin này “%(written)s” đọc là: %(spoken)s.") % {"written": chosen.written, "spoken": chosen.spoken}
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
    sentences = [sentence.text for sentence in sentences_of(revision)]
    twice = prosody_of(Priority(revision.bulletin.priority)).key_twice
    key = key_sentence(sentences) if twice else None
    repeated = (*speech.again, *(() if key is None else (" ".join(sentences[key].split()),)))
    return script(sentences, dictionary=speech.words, manner=speech.manner, repeated=repeated)
