"""A service's own list and its referrals, with an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.trace_lines import theme_labels
from entremise.kernel.errors import Refused
from entremise.referral.queries.inbox import service_inbox, service_inbox_count
from entremise.referral.queries.reports import referral
from entremise.referral.vocabulary.reports import Refusal
from entremise.referral.vocabulary.words import REFERRAL_STATES
from entremise.web.service import answering
from entremise.web.service.answering import Desk
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import actor_of


@audience(Role.SERVICE, is_personal=False)
@require_safe
def list_referrals(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and what was answered; without any name."""
    is_open = request.GET.get("view") != "done"
    themes, organization_id = theme_labels(), actor_of(request).organization_id or 0
    total = service_inbox_count(organization_id=organization_id, is_open=is_open)
    pages = Pages(page_number(request), total)
    rows = [
        (card, themes.get(card.theme, card.theme), REFERRAL_STATES[card.state])
        for card in service_inbox(
            organization_id=organization_id, is_open=is_open, skip=pages.offset, limit=pages.size
        )
    ]
    return page(
        request,
        "service/list.html",
        rows=rows,
        is_open=is_open,
        pages=pages,
        query=kept_filters(request),
    )


def desk_of(request: HttpRequest, referral_id: int) -> Desk:
    """The referral, when it is this service's; refuse with `NOT_YOURS`."""
    actor, card = actor_of(request), referral(referral_id=referral_id)
    if card.organization_id != actor.organization_id:
        raise Refused(Refusal.NOT_YOURS)

    def address(name: str) -> str:
        return reverse(f"service:{name}", kwargs={"referral_id": referral_id})

    return Desk(
        actor,
        card,
        here=address("referral"),
        accept=address("accept"),
        refuse=address("refuse"),
        question=address("question"),
        answer=address("answer"),
        over=reverse("service:list"),
        layout="layout/staff.html",
    )


@audience(Role.SERVICE)
def show_referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Opened by a gesture, which is the dated fact of receiving; a first look shows nobody."""
    desk = desk_of(request, referral_id)
    if request.method == "POST":
        answering.receive(desk, request)
        return redirect(desk.here)
    if desk.card.received_at is None:
        return page(request, "service/closed.html", desk=desk)
    return answering.show(request, desk)


@audience(Role.SERVICE)
def accept(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.accept(request, desk_of(request, referral_id))


@audience(Role.SERVICE)
def refuse(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.refuse(request, desk_of(request, referral_id))


@audience(Role.SERVICE)
def question(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.question(request, desk_of(request, referral_id))


@audience(Role.SERVICE)
def answer(request: HttpRequest, referral_id: int) -> HttpResponse:
    return answering.answer(request, desk_of(request, referral_id))
