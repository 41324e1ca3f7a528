"""Somebody beside the person: the relative she named, who acts for her, whoever picked up her phone, a child."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.held_card import held_card
from entremise.journeys.ring_beside import contact_card, end_beside
from entremise.kits.queries import version
from entremise.outreach.operations.contacts import note_guardian, open_contact
from entremise.outreach.queries.calls import held_call
from entremise.outreach.queries.contacts import contacts_of
from entremise.outreach.vocabulary.calls import HeldCall
from entremise.outreach.vocabulary.contacts import ContactKind
from entremise.people.vocabulary import Card, ThirdParty
from entremise.web.phone.beside import TITLES, owed_words, words_to_say
from entremise.web.phone.contact_forms import NewsForm
from entremise.web.phone.screens import said_values, told
from entremise.web.phone.views_call import token_of
from entremise.web.phone.wording import Known, short_name
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

HEAR: Final = {
    ContactKind.RELATIVE: "phone:hear_relative",
    ContactKind.GUARDIAN: "phone:hear_guardian",
    ContactKind.ON_HER_LINE: "phone:hear_other",
}
SHOW: Final = {
    ContactKind.RELATIVE: "phone:show_relative",
    ContactKind.GUARDIAN: "phone:show_guardian",
}


@audience(Role.CALLER)
@require_safe
def show_contact(request: HttpRequest, call_id: int, kind: ContactKind) -> HttpResponse:
    """Before its own reveal no name and no digit; afterwards one contact, and what may be told."""
    call = held(request, call_id)
    return contact_page(request, call, news_form(request, call, kind))


@audience(Role.CALLER)
@require_POST
def reveal_contact(request: HttpRequest, call_id: int, kind: ContactKind) -> HttpResponse:
    open_contact(
        actor=actor_of(request),
        call_id=call_id,
        token=token_of(request),
        kind=kind,
        at=visit_of(request).at,
    )
    page_of = "phone:relative" if kind is ContactKind.RELATIVE else "phone:guardian"
    return redirect(page_of, call_id=call_id)


@audience(Role.CALLER)
@require_POST
def hear_contact(request: HttpRequest, call_id: int, kind: ContactKind) -> HttpResponse:
    """The answer moves the call; a guardian who is told leaves it where it was."""
    call = held(request, call_id)
    form = news_form(request, call, kind)
    if not form.is_valid():
        return contact_page(request, call, form)
    given = {
        "actor": actor_of(request),
        "call_id": call_id,
        "token": form.cleaned_data["token"],
        "at": visit_of(request).at,
    }
    if kind is ContactKind.GUARDIAN:
        note_guardian(news=form.said().news, **given)
        return redirect("phone:talk", call_id=call_id)
    end_beside(said=form.said(), worry=form.worry(), **given)
    messages.success(request, _("It is noted. The call goes on by itself from here."))
    return redirect("phone:home")


@audience(Role.CALLER)
@require_safe
def show_child(request: HttpRequest, call_id: int) -> HttpResponse:
    """A child answered: an adult first; alone and in trouble, 119 and a referent."""
    call = held(request, call_id)
    return page(request, "phone/child.html", call=call, told=told(call, visit_of(request).at))


def held(request: HttpRequest, call_id: int) -> HeldCall:
    return held_call(actor=actor_of(request), call_id=call_id, at=visit_of(request).at)


def news_form(request: HttpRequest, call: HeldCall, kind: ContactKind) -> NewsForm:
    data = request.POST if request.method == "POST" else None
    kit = version(call.kit_version_id)
    return NewsForm(data, kind=kind, kit=kit, initial={"token": call.token})


def contact_page(request: HttpRequest, call: HeldCall, form: NewsForm) -> HttpResponse:
    kind = form.kind
    is_shown = is_open(call, kind)
    card, contact = seen(request, call, kind, is_shown=is_shown)
    values = Known(said_values(request, call, card, version(call.kit_version_id)))
    return page(
        request,
        "phone/contact.html",
        call=call,
        form=form,
        kind=kind,
        title=TITLES[kind],
        name=short_name(card),
        is_shown=is_shown,
        contact=contact,
        lines=words_to_say(kind, values),
        owed=owed_words(values) if kind is ContactKind.RELATIVE else "",
        hear_url=reverse(HEAR[kind], args=[call.call_id]),
        show_url=reverse(SHOW[kind], args=[call.call_id]) if kind in SHOW else "",
        told=told(call, visit_of(request).at),
    )


def is_open(call: HeldCall, kind: ContactKind) -> bool:
    """Whether this hold has opened this contact; her own line is open with her number."""
    rung = contacts_of(attempt_id=call.attempt_id)
    return kind is ContactKind.ON_HER_LINE or any(one.kind is kind for one in rung)


def seen(
    request: HttpRequest, call: HeldCall, kind: ContactKind, *, is_shown: bool
) -> tuple[Card, ThirdParty | None]:
    actor, at = actor_of(request), visit_of(request).at
    if is_shown and kind is not ContactKind.ON_HER_LINE:
        return contact_card(actor=actor, call=call, kind=kind, at=at)
    return held_card(actor=actor, call=call, groups=(FieldGroup.NAME,), at=at), None
