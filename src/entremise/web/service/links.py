"""A service without account answers by a link: the secret is exchanged for a session, then leaves the address."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Actor, Role
from entremise.journeys.mail_link_code import mail_link_code, may_mail_code
from entremise.kernel.errors import Refused
from entremise.referral.operations.links import try_code
from entremise.referral.queries.reports import referral_by_link
from entremise.referral.vocabulary.referrals import LIVE
from entremise.referral.vocabulary.reports import Refusal
from entremise.web.service import answering
from entremise.web.service.answering import Desk
from entremise.web.service.forms import CodeForm
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

LINKS_KEY = "referral_links"  # secrets by referral: two requests may be open in two tabs
LINKS_AT_MOST = 20


@audience(PUBLIC, is_personal=True)
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A look shows nobody, and a link sent on opens nothing: its code, which goes apart, is the dated fact of receiving."""
    at = visit_of(request).at
    card = referral_by_link(secret=secret, at=at)
    form = CodeForm(request.POST or None)
    if form.is_valid() and is_right(secret, form, at):
        request.session.cycle_key()
        keep_link(request, card.referral_id, secret)
        answering.receive(desk_of(request, card.referral_id), request)
        return redirect("service:link_opened", referral_id=card.referral_id)
    return page(
        request,
        "service/link.html",
        card=card,
        form=form,
        secret=secret,
        is_open=card.state in LIVE,
        may_mail=may_mail_code(card),
    )


def keep_link(request: HttpRequest, referral_id: int, secret: str) -> None:
    """The last ones opened in this browser stay open."""
    held = request.session.get(LINKS_KEY, {})
    others = [one for one in held.items() if one[0] != str(referral_id)]
    request.session[LINKS_KEY] = dict([*others, (str(referral_id), secret)][-LINKS_AT_MOST:])


def is_right(secret: str, form: CodeForm, at: datetime) -> bool:
    try:
        try_code(secret=secret, code=form.cleaned_data["code"], at=at)
    except Refused as refused:
        if refused.reason != Refusal.CODE_WRONG:
            raise
        form.add_error("code", _("This is not the code of this request. Look at it again."))
        return False
    return True


@audience(PUBLIC, is_personal=True)
@require_POST
def ask_code(request: HttpRequest, secret: str) -> HttpResponse:
    mail_link_code(secret=secret, at=visit_of(request).at)
    messages.success(request, _("The code leaves for the mail of your service, as we know it."))
    return redirect("service:link", secret=secret)


def desk_of(request: HttpRequest, referral_id: int) -> Desk:
    """A referral whose link this session has opened, acted on by the door of its service; refuse with `LINK_OVER`."""
    secret = request.session.get(LINKS_KEY, {}).get(str(referral_id), "")
    card = referral_by_link(secret=secret, at=visit_of(request).at)
    door = Actor(
        user_id=card.door_id,
        organization_id=card.organization_id,
        roles=frozenset({Role.SERVICE}),
    )
    names = ("opened", "accept", "refuse", "question", "answer")
    here, accept, refuse, question, answer = (
        reverse(f"service:link_{name}", args=[referral_id]) for name in names
    )
    over, layout = reverse("service:link_over"), "layout/resident.html"
    return Desk(door, card, here, accept, refuse, question, answer, over, layout)


@audience(PUBLIC, is_personal=True)
@require_safe
def show_opened(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.show(request, desk_of(request, referral_id))


@audience(PUBLIC)
@require_safe
def show_over(request: HttpRequest) -> HttpResponse:
    """After a refusal the link opens nothing: only a thank-you is left."""
    return page(request, "service/over.html")


@audience(PUBLIC, is_personal=True)
def accept(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.accept(request, desk_of(request, referral_id))


@audience(PUBLIC, is_personal=True)
def refuse(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.refuse(request, desk_of(request, referral_id))


@audience(PUBLIC, is_personal=True)
def question(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.question(request, desk_of(request, referral_id))


@audience(PUBLIC, is_personal=True)
def answer(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.answer(request, desk_of(request, referral_id))
