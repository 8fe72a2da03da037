"""How values are shown: lengths, hours, days, priorities, grades, icons. Vietnamese forms; English where the reader chose it."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from loa.core.grades import Grade
from loa.core.priorities import Priority
from loa.core.recipient_reasons import reason_said
from loa.core.roles import Right
from loa.core.session_fit import spoken_length
from loa.core.words import Phrase, vi
from loa.server.kit.clock import HANOI
from loa.server.reports.models import Level

register = template.Library()

WEEKDAYS = (vi("thứ Hai"), vi("thứ Ba"), vi("thứ Tư"), vi("thứ Năm"), vi("thứ Sáu"), vi("thứ Bảy"), vi("Chủ nhật"))
LONG_MINUTES = 120  # sums over many stations: seconds say nothing any more
# The first that fits: Edge calls itself Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))
GRADE_LOOK = {Grade.MACHINE: "good", Grade.VENDOR: "good", Grade.DECLARED: "", Grade.ESTIMATED: "doubt"}


def _english() -> bool:
    return get_language() == "en"


@register.filter
def said(words: Any, context: str = "") -> str:
    """A face of the core ("chờ duyệt") in the reader's language; under a context where a word has two meanings ("bài")."""
    if not words:
        return ""
    return pgettext(context, str(words)) if context else gettext(str(words))


@register.filter
def reason(kept: str) -> str:
    """How a recipient line was read, as the register keeps it, in the reader's language."""
    return reason_said(kept, gettext)


@register.filter
def remark(phrase: Phrase) -> str:
    """A sentence of the core with its facts, in the reader's language."""
    return phrase.say(gettext)


@register.filter
def face(value: Any) -> str:
    """The face of an enum member, in the reader's language."""
    return said(getattr(value, "vi", value))


@register.filter
def duration(seconds: Any) -> str:
    """12 phút 5 giây."""
    if seconds is None or seconds == "":
        return ""
    minutes, rest = divmod(round(float(seconds)), 60)
    if minutes >= LONG_MINUTES:
        return f"{localize(minutes)} {gettext('phút')}"
    if not _english():
        return spoken_length(float(seconds))
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


@register.filter
def hour(moment: datetime | None) -> str:
    """16 giờ 30, in Hà Nội."""
    if moment is None:
        return ""
    local = moment.astimezone(HANOI)
    return f"{local:%H:%M}" if _english() else f"{local.hour} giờ {local:%M}"


@register.filter
def day(value: date | None) -> str:
    """28/7/2021."""
    if value is None:
        return ""
    on = value.astimezone(HANOI) if isinstance(value, datetime) else value
    return f"{on.day}/{on.month}/{on.year}"


@register.filter
def weekday(value: date) -> str:
    """thứ Hai."""
    return gettext(WEEKDAYS[value.weekday()])


@register.filter
def moment(value: datetime | None) -> str:
    """16 giờ 30, 28/7/2021."""
    return f"{hour(value)}, {day(value)}" if value else ""


@register.filter
def percent(ratio: float | None) -> str:
    """0.875 as 88 %."""
    return "" if ratio is None else f"{round(ratio * 100)} %"


@register.filter
def rights(names: list[str]) -> str:
    """Rights by name, in the order of the table; looking is everybody's and is not said."""
    return "; ".join(gettext(right.vi) for right in Right if right.value in names and right is not Right.VIEW)


@register.filter
def browser(told: str) -> str:
    """Which browser on what, as far as it says so; its own words else."""
    name = next((name for mark, name in BROWSERS if mark in told), "")
    machine = next((name for mark, name in MACHINES if mark in told), "")
    return " · ".join(part for part in (name, machine) if part) or told[:60] or gettext(vi("trình duyệt chưa rõ"))


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline drawing from templates/icons."""
    return mark_safe(get_template(f"icons/{name}.svg").render())  # noqa: S308 -- our own file


@register.simple_tag
def priority(value: str) -> SafeString:
    """A priority class: always the same colour and the same shape, and its name."""
    held = Priority(value)
    return format_html('<span class="tag p-{}">{}{}</span>', held.value, icon(held.value), gettext(held.vi))


@register.simple_tag
def grade(value: str) -> SafeString:
    """An evidence grade by name."""
    held = Grade(value)
    return format_html('<span class="tag {}">{}</span>', GRADE_LOOK[held], gettext(held.vi))


@register.simple_tag
def bar(part: float, whole: float | None, look: str = "") -> SafeString:
    """How full something is. Nearly full turns amber, over full red, unless `look` says otherwise; no style attributes: the page forbids them."""
    share = 100.0 if not whole else min(100.0, 100.0 * float(part) / float(whole))
    look = look or ("a" if not whole else "c" if float(part) > float(whole) else "b" if share > 90 else "a")
    return format_html(
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="{}" width="{}" height="4"/></svg>',
        look,
        f"{share:.1f}",
    )


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """A value of a mapping by a key that is itself a variable."""
    return mapping.get(key) if mapping else None


@register.filter
def level_name(level: str) -> str:
    """The level of a report in words."""
    return gettext(Level(level).vi)
