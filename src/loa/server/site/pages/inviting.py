"""Lời mời, opened: the newcomer chooses the password, or links the province's own sign-on. Making one is a page of `people`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from loa.core.errors import LoaError
from loa.server.kit import answers, clock
from loa.server.people import services
from loa.server.people.forms import FirstPasswordForm
from loa.server.people.queries import actor_of, open_invitation
from loa.server.site import oidc


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
