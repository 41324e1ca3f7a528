"""Text messages that say more than a word: somebody reads them, does what they ask, and they are erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.journeys.desk_reading import must_answer_people
from entremise.notices.operations import open_incoming, settle_incoming
from entremise.notices.queries import incoming_to_read, incoming_to_read_count
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.CLERK)
@require_safe
def list_incoming(request: HttpRequest) -> HttpResponse:
    pages = Pages(page_number(request), incoming_to_read_count())
    cards = incoming_to_read(offset=pages.offset, size=pages.size)
    readers = accounts_by_id([card.opened_by for card in cards if card.opened_by])
    rows = [(card, readers.get(card.opened_by or 0)) for card in cards]
    return page(request, "desk/incoming.html", rows=rows, pages=pages)


@audience(Role.CLERK)
@require_safe
def show_incoming(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Who reads is noted; that is all that changes."""
    at, actor = visit_of(request).at, actor_of(request)
    must_answer_people(actor, at)
    opened = open_incoming(user_id=actor.user_id, incoming_id=incoming_id, at=at)
    return page(request, "desk/incoming_message.html", opened=opened)


@audience(Role.CLERK)
@require_POST
def settle(request: HttpRequest, incoming_id: int) -> HttpResponse:
    at, actor = visit_of(request).at, actor_of(request)
    must_answer_people(actor, at)
    settle_incoming(user_id=actor.user_id, incoming_id=incoming_id, at=at)
    messages.success(request, _("The message is settled; its words are erased."))
    return redirect("desk:incoming")
