"""The doors of reporting that join stages: open a round with its guide, issue the official report."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.campaigns.models import Campaign
from loa.server.campaigns.queries import campaign_of
from loa.server.kit import clock
from loa.server.kit.requests import Request, form_page, tell
from loa.server.reports.models import Level
from loa.server.reports.queries import round_of
from loa.server.site.asking import ask_for_reports, issue_report, units_asked
from loa.server.site.errors import NobodyLate
from loa.server.site.forms import AskForm, RemindForm
from loa.server.site.reminding import late_by_office, remind_the_late

DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, campaign_id: UUID) -> HttpResponse:
    """Mở kỳ báo cáo và soạn văn bản hướng dẫn."""
    campaign = campaign_of(campaign_id, seen_by=request.actor)
    if not request.actor.may(Right.DIRECT, campaign.agency_id):
        raise NotFound
    levels = {one.level for one in units_asked(campaign, dict.fromkeys(Level, clock.now()))}
    form = AskForm(request.POST or None, initial=_to_begin_with(campaign), now=clock.now(), levels=levels)
    if request.method == "POST" and form.is_valid():
        opened = form.carry_out(
            lambda: ask_for_reports(campaign=campaign, due=form.due, period=form.period, by=request.actor, now=clock.now()),
            by=request.actor,
            what=request.path,
        )
        if opened is not None:
            messages.success(request, _("Đã mở kỳ báo cáo. Văn bản hướng dẫn chờ văn thư ghi số."), extra_tags="good")
            return redirect("reports-round", opened.pk)
    return render(request, "site/ask.html", {"form": form, "campaign": campaign}, status=form.status if form.errors else 200)


def _to_begin_with(campaign: Campaign) -> dict[str, date]:
    """The campaign's own days; a day more for each level, from when the period is over and those it addressed were to report."""
    given = campaign.assignments.filter(handed_by=None, due_at__isnull=False).order_by("due_at").values_list("due_at", flat=True).first()
    over = max(campaign.ends_on, clock.today())
    districts = max(over + 2 * DAY, clock.day_of(given)) if given else over + 2 * DAY
    return {
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "communes": districts - DAY,
        "districts": districts,
        "city": districts + DAY,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: Request, round_id: UUID) -> HttpResponse:
    """Đôn đốc: soạn công văn nêu tên đơn vị quá hạn."""
    opened = round_of(round_id, seen_by=request.actor)
    offices = late_by_office(opened, by=request.actor, now=clock.now())
    if not offices:
        raise NobodyLate
    names = Names(offices)
    form = RemindForm(
        request.POST or None,
        agencies=[(one, names.on(one, clock.today())) for one in offices],
        initial={"new_due": clock.today() + timedelta(days=2)},
    )
    return form_page(
        request,
        "site/remind.html",
        form,
        act=lambda told: remind_the_late(
            opened=opened, agency_id=told["agency"], new_due_at=form.new_due_at, by=request.actor, now=clock.now()
        ),
        done=lambda letter: tell(request, _("Đã soạn công văn đôn đốc. Văn bản chờ trình ký và ghi số."), "document", letter.pk),
        round=opened,
        late=[one for office in offices.values() for one in office],
    )


@require_POST
def issue(request: Request, round_id: UUID) -> HttpResponse:
    """Ban hành báo cáo chính thức."""
    opened = round_of(round_id, seen_by=request.actor)
    request.actor.require(Right.SEND, opened.agency_id)
    issue_report(opened=opened, by=request.actor, now=clock.now())
    messages.success(request, _("Đã ban hành báo cáo: bốn tệp ở dưới, số để trống cho văn thư."), extra_tags="good")
    return redirect("reports-round", opened.pk)
