"""How an office's texts sound: its từ điển cách đọc, how it says numbers, and the voice that speaks for it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.agencies.queries import Names, agency_versions_on
from loa.server.kit import clock, files
from loa.server.kit.requests import Request, page_of, send_sound, tell
from loa.server.voices.engines import http
from loa.server.voices.engines.registry import DEFAULT
from loa.server.voices.errors import NoSample
from loa.server.voices.forms import MannerForm, ReadingForm
from loa.server.voices.mixing.encode import machine_voice
from loa.server.voices.queries import (
    dictionary_of,
    manner_of,
    own_voice,
    samples_by_mark,
    spending_of,
    voice_of,
    voices_beside,
    voices_installed,
)
from loa.server.voices.services import choose_manner, choose_voice, end_reading, give_reading, sample_voice
from loa.server.voices.services.choosing import SAMPLE_SPOKEN


@require_http_methods(["GET", "HEAD", "POST"])
def readings(request: Request) -> HttpResponse:
    """Từ điển cách đọc: the entries in force, and a new one."""
    own = _own(request)
    if not own:
        raise NotFound
    agency_id = _shown(request, own)
    deciding = [(pk, name) for pk, name in own.items() if request.actor.may(Right.REVIEW, pk)]
    form = ReadingForm(request.POST or None, initial={"agency": agency_id}, agencies=deciding)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        given = form.carry_out(
            lambda: give_reading(
                agency_id=told["agency"], written=told["written"], spoken=told["spoken"], by=request.actor, now=clock.now()
            ),
            by=request.actor,
            what=request.path,
        )
        if given is not None:
            said = _("Từ nay “%(written)s” đọc là: %(spoken)s.") % {"written": given.written, "spoken": given.spoken}
            return tell(request, said, "readings")
    return _show(request, form, own, agency_id)


def _show(request: Request, form: ReadingForm, own: dict[UUID, str], agency_id: UUID) -> HttpResponse:
    page = page_of(request, dictionary_of(agency_id, at=clock.now()), size=50)
    names = Names(entry.agency_id for entry in page)
    context = {
        "form": form,
        "manner_form": MannerForm(initial=manner_of(agency_id, at=clock.now())),
        "rows": [(entry, names.on(entry.agency_id, clock.today()), request.actor.may(Right.REVIEW, entry.agency_id)) for entry in page],
        "page": page,
        "agency_id": agency_id,
        "agency": own[agency_id],
        "offices": own.items() if len(own) > 1 else (),
        "may_decide": request.actor.may(Right.REVIEW, agency_id),
    }
    return render(request, "voices/readings.html", context, status=form.status if form.errors else 200)


@require_POST
def choose(request: Request, agency_id: UUID) -> HttpResponse:
    """Chọn cách nói số của đơn vị."""
    _mine(request, agency_id)
    form = MannerForm(request.POST)
    if form.is_valid():
        choose_manner(agency_id=agency_id, chosen=form.chosen(), by=request.actor, now=clock.now())
    return tell(request, _("Đã chọn cách nói số; dùng từ bản nghe thử tạo sau đây."), "readings")


@require_POST
def end(request: Request, reading_id: UUID) -> HttpResponse:
    """Bỏ một cách đọc."""
    ended = end_reading(reading_id=reading_id, by=request.actor, now=clock.now())
    if ended.bulletin_id:
        return redirect("bulletin-aloud", ended.bulletin_id)
    return tell(request, _("Đã bỏ cách đọc riêng của “%(written)s”.") % {"written": ended.written}, "readings")


@require_GET
def voices(request: Request) -> HttpResponse:
    """Giọng đọc: the voices that are installed, each to be heard; which one speaks for the office; what a rented one has cost."""
    own = _own(request)
    if not own:
        raise NotFound
    agency_id = _shown(request, own)
    installed = voices_installed()
    marks = {name: machine_voice(shown) for name, shown in installed.items()}
    samples = samples_by_mark(SAMPLE_SPOKEN, marks.values())
    chosen, used = own_voice(agency_id, at=clock.now()), voice_of(agency_id, at=clock.now())
    manages = any(request.actor.may(Right.MANAGE, pk) for pk in own)
    rented = voices_beside().rented
    context = {
        "rows": [
            {
                "name": name,
                "shown": shown,
                "sample": marks[name] in samples,
                "chosen": name == chosen,
                "used": name == used,
                "builtin": name == DEFAULT,
                "rented": name == http.NAME,
                "may": request.actor.may(Right.MANAGE if name == http.NAME else Right.REVIEW, agency_id),
            }
            for name, shown in installed.items()
        ],
        "chosen": chosen,
        "missing": used not in installed and used,
        "agency_id": agency_id,
        "agency": own[agency_id],
        "offices": own.items() if len(own) > 1 else (),
        "may_decide": request.actor.may(Right.REVIEW, agency_id),
        "spending": list(spending_of(clock.today().replace(day=1))) if manages and rented else None,
        "rented": rented,
        "month": clock.today(),
    }
    return render(request, "voices/voices.html", context)


@require_POST
def voice_choose(request: Request, agency_id: UUID) -> HttpResponse:
    """Chọn giọng đọc của đơn vị."""
    _mine(request, agency_id)
    choose_voice(agency_id=agency_id, voice=request.POST.get("voice", "")[:60], by=request.actor, now=clock.now())
    return tell(request, _("Đã chọn giọng đọc; dùng từ bản nghe thử tạo sau đây. Tin đã duyệt giữ nguyên tiếng đã nghe."), "voices")


@require_POST
def voice_sample(request: Request, agency_id: UUID) -> HttpResponse:
    """Tạo bản nghe thử của một giọng."""
    _mine(request, agency_id)
    sample_voice(agency_id=agency_id, voice=request.POST.get("voice", "")[:60], by=request.actor, now=clock.now())
    return tell(request, _("Đã tạo bản nghe thử."), "voices")


@require_GET
def voice_heard(request: Request) -> HttpResponse:
    """The sample of the voice that `giong` names."""
    shown = voices_installed().get(request.GET.get("giong", ""))
    if not request.actor.agency_ids or shown is None:
        raise NoSample
    clip = samples_by_mark(SAMPLE_SPOKEN, [machine_voice(shown)]).get(machine_voice(shown))
    if clip is None:
        raise NoSample
    return send_sound(request, files.read(clip.mp3_sha256, ending=".mp3"))


def _mine(request: Request, agency_id: UUID) -> None:
    if agency_id not in request.actor.agency_ids:
        raise NotFound


def _own(request: Request) -> dict[UUID, str]:
    held = agency_versions_on(clock.today()).filter(agency_id__in=request.actor.agency_ids)
    return dict(held.order_by("name").values_list("agency_id", "name"))


def _shown(request: Request, own: dict[UUID, str]) -> UUID:
    wanted = request.GET.get("don-vi", "")
    return next((agency_id for agency_id in own if str(agency_id) == wanted), next(iter(own)))
