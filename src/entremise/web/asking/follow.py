"""Following what one asked or offered: the code alone shows the state; with a second element, more, and gestures."""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.fernet import Fernet
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import RESIDENT
from entremise.journeys import end_need
from entremise.kernel.errors import Refused
from entremise.kernel.sealing import seal_for
from entremise.mutual_aid.operations.following import follow
from entremise.mutual_aid.operations.offers import STANDING, release_offer
from entremise.mutual_aid.queries.mandates import is_standing, mandate
from entremise.mutual_aid.queries.matching import introductions_of_need
from entremise.mutual_aid.queries.needs import need, need_of_code, tries_left
from entremise.mutual_aid.queries.offers import offer, offer_of_code
from entremise.mutual_aid.queries.relays import relays_of, waiting_for
from entremise.mutual_aid.vocabulary.common import Followed, Refusal, Thing
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, Side
from entremise.mutual_aid.vocabulary.needs import CLOSED, NeedCard, NeedState
from entremise.mutual_aid.vocabulary.offers import OfferCard, OfferState, ReleaseReason
from entremise.mutual_aid.vocabulary.wording import (
    NEED_STATES,
    OFFER_STATES,
    slot_words,
    when_words,
)
from entremise.people.vault.following import follow_digest, second_digest
from entremise.people.vault.own_words import open_own
from entremise.web.aid.lines import distance_said, labels
from entremise.web.asking.forms import CodeForm
from entremise.web.asking.mandates import acting_on
from entremise.web.between.money import money_line
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import closing, page
from entremise.web.shell.tabs import redirect_here, stay_with, turn_to
from entremise.web.shell.tries import is_tried_out, same_time
from entremise.web.shell.visit import visit_of

CODES_AN_HOUR: Final = 20  # from one address
LASTS: Final = timedelta(minutes=15)
SESSION_KEY: Final = "followed"
OWN_KEY: Final = "own_words"


@audience(PUBLIC, is_personal=True)
def show_state(request: HttpRequest) -> HttpResponse:
    """By the code alone: the state and nothing else; by both: the rest, for a quarter of an hour."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return page(request, "asking/follow.html", form=form)
    code, second = form.cleaned_data["code"], form.cleaned_data["second"]
    with same_time():
        is_over = is_tried_out(request, "follow", at_most=CODES_AN_HOUR, at=visit_of(request).at)
        found = None if is_over else thing_of(code)
        opened = opened_with(request, code, second) if second and not is_over else None
    if opened is not None and is_waiting(request, opened):
        return page(request, "asking/waiting.html")
    if opened is not None:
        request.session.cycle_key()
        request.session[SESSION_KEY] = [
            opened.kind.value,
            opened.id,
            until(request),
            opened.mandate_id,
        ]
        request.session[OWN_KEY] = own_key(request, code, second)
        turn_to(request, opened.kind.value, opened.id)
        return redirect_here(request, "asking:more")
    if found is None or second:
        form.add_error(None, mistake_words(found, code))
        return page(request, "asking/follow.html", form=form, status=422)
    return page(request, "asking/state.html", steps=steps_of(found), state=state_of(found))


def is_waiting(request: HttpRequest, opened: Followed) -> bool:
    """Whether whoever wants to act for somebody must wait for her yes."""
    if opened.mandate_id is None:
        return False
    return not is_standing(mandate(opened.mandate_id), visit_of(request).at)


def mistake_words(found: NeedCard | OfferCard | None, code: str) -> str:
    """What does not fit; how many tries are left, then that the desk gives another code."""
    left = None if found is None else tries_left(follow_digest(code=code))
    if left is None:
        return _("These do not go together. Check the letters, or ring us with your code.")
    if left == 0:
        return _("Five mistakes: this code opens no more. Ring us, we give you another one.")
    return ngettext(
        "These two figures do not go with this code. One try is left.",
        "These figures do not go with this code. %(left)d tries are left.",
        left,
    ) % {"left": left}


def until(request: HttpRequest) -> str:
    return (visit_of(request).at + LASTS).isoformat()


def thing_of(code: str) -> NeedCard | OfferCard | None:
    digest = follow_digest(code=code)
    return need_of_code(digest) or offer_of_code(digest)


def opened_with(request: HttpRequest, code: str, second: str) -> Followed | None:
    return follow(
        code=follow_digest(code=code),
        second=second_digest(code=code, second=second),
        at=visit_of(request).at,
    )


def keeper() -> Fernet:
    return seal_for("own words")


def own_key(request: HttpRequest, code: str, second: str) -> str:
    """The pass of her own words with its code, sealed in her session; empty where the code opens none."""
    try:
        pass_id = open_own(code=code, second=second, at=visit_of(request).at)
    except Refused:
        return ""
    return keeper().encrypt(json.dumps([str(pass_id), code]).encode()).decode()


def state_of(found: NeedCard | OfferCard) -> str:
    if isinstance(found, NeedCard):
        return str(NEED_STATES[found.state])
    return str(OFFER_STATES[found.state])


def steps_of(found: NeedCard | OfferCard) -> list[tuple[str, str]]:
    """Five steps of a need in words, done or now; an offer has its state alone."""
    if not isinstance(found, NeedCard):
        return []
    reached = {
        NeedState.RECEIVED: 0,
        NeedState.QUALIFIED: 1,
        NeedState.SEARCHING: 2,
        NeedState.PROPOSED: 2,
        NeedState.ORIENTED: 2,
        NeedState.AGREED: 3,
        NeedState.UNDER_WAY: 4,
    }.get(found.state, 5)
    words = (
        _("We have your need"),
        _("Somebody of the desk has read it"),
        _("We look for somebody"),
        _("Somebody said yes: the desk calls you"),
        _("The help is under way"),
    )
    return [
        (label, "done" if number < reached else "now" if number == reached else "")
        for number, label in enumerate(words)
    ]


def followed(request: HttpRequest) -> Followed:
    """What this session has opened; refuse with `FOLLOWED_LONG_AGO` after a quarter of an hour, `OTHER_PAGE_OPEN`."""
    held = request.session.get(SESSION_KEY)
    if not held or datetime.fromisoformat(held[2]) < visit_of(request).at:
        raise Refused(Refusal.FOLLOWED_LONG_AGO)
    stay_with(request, held[0], held[1])
    return Followed(Thing(held[0]), int(held[1]))


def mandate_held(request: HttpRequest) -> int | None:
    """The mandate by which this session was opened, or none: her own code."""
    held: list[Any] = request.session.get(SESSION_KEY) or []
    return held[3] if len(held) > 3 else None


def living_meeting(need_id: int) -> IntroductionCard | None:
    return next((one for one in introductions_of_need(need_id) if one.closed_at is None), None)


@audience(PUBLIC, is_personal=True)
@require_safe
def show_more(request: HttpRequest) -> HttpResponse:
    what = followed(request)
    shown = (
        offer_page(request, what.id) if what.kind is Thing.OFFER else need_page(request, what.id)
    )
    return closing(shown, reverse("asking:follow"), seconds=int(LASTS.total_seconds()))


def offer_page(request: HttpRequest, offer_id: int) -> HttpResponse:
    card = offer(offer_id, on=localdate(visit_of(request).at))
    return page(
        request,
        "asking/my_offer.html",
        offer=card,
        title=labels().offered(card),
        state=OFFER_STATES[card.state],
        terms=terms_of(card),
        is_paused=card.state is OfferState.PAUSED,
        may_change=card.closed_at is None,
        may_pause=card.state in STANDING and card.state is not OfferState.PAUSED,
        may_correct=card.closed_at is None and bool(request.session.get(OWN_KEY)),
    )


def need_page(request: HttpRequest, need_id: int) -> HttpResponse:
    words, at = labels(), visit_of(request).at
    found, meeting = need(need_id), living_meeting(need_id)
    return page(
        request,
        "asking/my_need.html",
        need=found,
        title=words.asked(found),
        state=NEED_STATES[found.state],
        steps=steps_of(found),
        when=when_words(found.when),
        may_change=found.state not in CLOSED,
        acting=acting_on(found, mandate_held(request), words),
        meeting=meeting,
        helper=first_name_of(meeting, at) if meeting else "",
        word_count=waiting_for(Side.PERSON, relays_of(meeting.introduction_id)) if meeting else 0,
        money=money_line(found, meeting),
        may_stop=found.state not in CLOSED and meeting is None,
        may_correct=found.state not in CLOSED and bool(request.session.get(OWN_KEY)),
    )


def terms_of(card: OfferCard) -> list[tuple[str, str]]:
    """When, how far, how many, until when."""
    slots = ", ".join(slot_words(slot) for slot in card.slots) or _("any moment")
    return [
        (_("When"), slots),
        (_("As far as"), distance_said(card.radius_m)),
        (_("How many people at once?"), str(card.capacity)),
        (_("Until"), date_format(card.until, "j F Y") if card.until else _("no end")),
    ]


def first_name_of(meeting: IntroductionCard, at: datetime) -> str:
    """The first name that she will hear at the door."""
    user_id = offer(meeting.offer_id, on=localdate(at)).user_id
    found = accounts_by_id([user_id]) if user_id is not None else {}
    return found[user_id].display_name.split(" ")[0] if user_id in found else ""


@audience(PUBLIC, is_personal=True)
def withdraw(request: HttpRequest) -> HttpResponse:
    """« I need it no more », or « I stop »: asked once, then it is over."""
    what, at = followed(request), visit_of(request).at
    if request.method != "POST":
        return page(request, "asking/withdraw.html", is_need=what.kind is Thing.NEED)
    if what.kind is Thing.NEED:
        end_need.withdraw(actor=RESIDENT, need_id=what.id, at=at)
    else:
        release_offer(actor=RESIDENT, offer_id=what.id, reason=ReleaseReason.ASKED, at=at)
    messages.success(request, _("It is stopped. Thank you for telling us."))
    return redirect_here(request, "asking:more")
