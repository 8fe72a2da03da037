"""Lời mời: an administrator makes a link, the newcomer opens it and chooses the password. Nobody mails anything."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from loa.core.errors import LoaError
from loa.server.kit import answers, clock
from loa.server.kit.requests import Request
from loa.server.people import services
from loa.server.people.forms import FirstPasswordForm
from loa.server.people.models import Account, Invitation, InvitationKind
from loa.server.people.pages import invitation_told
from loa.server.people.queries import actor_of, open_invitation, person_managed
from loa.server.site import oidc


@never_cache
@require_POST
def invite(request: Request, person_id: UUID) -> HttpResponse:
    """Tạo đường dẫn mời: for a first password, or for one that was forgotten."""
    account = get_object_or_404(Account.objects.select_related("person"), person=person_managed(person_id, seen_by=request.actor))
    kind = InvitationKind.RESET if account.has_usable_password() else InvitationKind.NEWCOMER
    _invitation, token = services.invite(account_id=account.pk, kind=kind, by=request.actor, now=clock.now())
    return invitation_told(request, account.person, token)


@require_POST
def revoke(request: Request, invitation_id: UUID) -> HttpResponse:
    """Thu hồi đường dẫn mời."""
    invitation = get_object_or_404(Invitation.objects.select_related("account"), pk=invitation_id)
    person_managed(invitation.account.person_id, seen_by=request.actor)
    services.revoke_invitation(invitation_id=invitation_id, by=request.actor, now=clock.now())
    messages.success(request, _("Đã thu hồi đường dẫn mời."), extra_tags="good")
    return redirect("person", invitation.account.person_id)


@never_cache
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Đường dẫn mời, as the newcomer opens it."""
    try:
        invitation = open_invitation(token, now=clock.now())
    except LoaError as error:
        return render(request, "site/invitation_over.html", {"sentence": answers.told(error)}, status=error.status)
    account = invitation.account
    by = actor_of(account.person, on=clock.today(), via="invitation")
    form = FirstPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = form.carry_out(
            lambda: services.accept_invitation(token=token, password=form.cleaned_data["new"], by=by, now=clock.now()),
            by=by,
            what="loi-moi",
        )
        if accepted is not None:
            messages.success(request, _("Đã đặt mật khẩu. Mời ông/bà đăng nhập."), extra_tags="good")
            return redirect("sign-in")
    context = {"form": form, "account": account, "invitation": invitation, "token": token, "provider": oidc.provider()}
    return render(request, "site/invitation.html", context, status=form.status if form.errors else 200)
