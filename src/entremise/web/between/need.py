"""One need: what is known, who could help, what to do now; the person only to its owner."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_with_role, names_of, organizations_by_id
from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.access import Refusal as AccessRefusal
from entremise.journeys.aid_card import aid_card
from entremise.journeys.aid_categories import adults_only, aid_categories, credentials_asked
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.sharing import SHAREABLE
from entremise.mutual_aid.queries.matching import (
    history_of_need,
    introductions_of_need,
    proposals_of_needs,
)
from entremise.mutual_aid.queries.nearby import offers_for
from entremise.mutual_aid.queries.needs import need, trace_of_need
from entremise.mutual_aid.queries.offers import offers_by_id
from entremise.mutual_aid.rules import is_past_help
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, ProposalCard
from entremise.mutual_aid.vocabulary.needs import CLOSED, NeedCard, NeedState
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.mutual_aid.vocabulary.wording import (
    CONSENTS,
    ENDINGS,
    FOR_WHOM,
    REFUSAL_REASONS,
    WAVES,
    slot_words,
)
from entremise.web.aid.lines import (
    Labels,
    labels,
    need_line,
    offer_line,
    other_in_words,
    reasons_in_words,
    step_words,
)
from entremise.web.aid.seen import Seen
from entremise.web.between.alike import alike_lines
from entremise.web.between.forms import ContactForm, DateForm
from entremise.web.between.money import money_line
from entremise.web.between.reports import report_lines
from entremise.web.between.told import events_of
from entremise.web.between.words_between import waiting_of
from entremise.web.phone.languages import language_name, language_said
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of

OTHERS = 5
ASKABLE = frozenset({NeedState.QUALIFIED, NeedState.SEARCHING, NeedState.PROPOSED})
ORIENTABLE = ASKABLE | {NeedState.RECEIVED}


@dataclass(frozen=True, slots=True)
class Sheets:
    """Forms of the page: fresh, or with what was typed and its errors."""

    date: forms.Form = field(default_factory=DateForm)
    contact: forms.Form = field(default_factory=lambda: ContactForm(auto_id="touch_%s"))


@audience(Role.GO_BETWEEN)
@require_safe
def show_need(request: HttpRequest, need_id: int) -> HttpResponse:
    return need_page(request, need_id, Sheets())


def need_page(request: HttpRequest, need_id: int, sheets: Sheets) -> HttpResponse:
    visit, words, card = visit_of(request), labels(), need(need_id)
    may = gestures_of(card, visit)
    trace, meetings = trace_of_need(need_id), introductions_of_need(need_id)
    pairs = proposals_of_needs([need_id]).get(need_id, ())
    history = history_of_need(need_id)
    named = {one.offer_id for one in (*pairs, *history)} | {one.offer_id for one in meetings}
    helpers = offers_by_id(named)
    names = names_of([card.owner_id, *(line.user_id for line in trace)])
    return page(
        request,
        "between/need.html",
        line=need_line(card, words, names.get(card.owner_id, ""), visit.at),
        need=card,
        **may,
        wave=WAVES[card.wave] if card.wave and card.state in ASKABLE else "",
        who=person_of(visit, card) if may["is_mine"] else None,
        for_whom=for_whom_of(card),
        moments=[slot_words(slot) for slot in card.when.slots],
        rule=rule_of(card),
        language=language_name(card.language) if card.language else "",
        ending=ENDINGS.get(card.ending, "") if card.ending else "",
        pairs=[pair_of(one, helpers, words) for one in pairs],
        meeting=meeting_of(meetings, helpers, words),
        others=others_of(card, pairs, words, localdate(visit.at)) if may["may_widen"] else [],
        history=[(helpers[one.offer_id], why(one), one) for one in history],
        events=events_of(Origin(Thing.NEED, need_id), [step_words(one, names) for one in trace]),
        alike=alike_lines(card, words, visit.at) if may["is_mine"] else [],
        association=association_of(card),
        **around(card, meetings),
        date_form=sheets.date,
        contact_form=sheets.contact,
    )


def gestures_of(card: NeedCard, visit: Visit) -> dict[str, bool]:
    """What this go-between may do with it now."""
    is_open = card.state not in CLOSED
    is_mine = card.owner_id is not None and card.owner_id == visit.actor.user_id
    return {
        "is_open": is_open,
        "is_mine": is_mine and is_open,
        "may_take": is_open and card.owner_id is None,
        "may_reopen": not is_open and not is_past_help(card.closed_at, visit.at),
        "may_take_over": is_open and card.owner_id is not None and not is_mine,
        "may_widen": is_mine and card.state in ASKABLE,
        "may_orient": is_mine and card.state in ORIENTABLE,
        "may_share": is_mine and card.state in SHAREABLE,
    }


def for_whom_of(card: NeedCard) -> tuple[StrOrPromise, StrOrPromise]:
    """For whom, and how somebody else said yes."""
    return FOR_WHOM[card.for_whom], CONSENTS[card.consent.how] if card.consent else ""


def around(card: NeedCard, meetings: tuple[IntroductionCard, ...]) -> dict[str, Any]:
    """What goes on beside the meeting: reports, words between the two, what was agreed on money."""
    return {
        "reports": report_lines(card.need_id, meetings),
        "relay": waiting_of(meetings),
        "money": money_line(card, meetings[0] if meetings else None),
    }


def person_of(visit: Visit, card: NeedCard) -> Seen:
    """Her card and what she wrote for this need; this reading leaves a trace."""
    try:
        seen = aid_card(
            actor=visit.actor,
            person=card.person,
            register_id=aid_ground(visit.at).register_id,
            at=visit.at,
        )
    except Refused as refused:  # the need is worked on all the same
        return Seen(why_not=why_unseen(refused))
    return Seen(seen.card, seen.words.of(card.key))


def why_unseen(refused: Refused) -> str:
    if refused.reason is AccessRefusal.CAPPED:
        return _(
            "You have opened many people this hour. This one can be opened again within the hour."
        )
    if refused.reason is Refusal.NOT_OPEN:
        return _("No decision in force opens mutual aid: nobody can open the person now.")
    return _(
        "The person has closed her information. Call the number she gave you, or close the need."
    )


def association_of(card: NeedCard) -> str:
    if card.organization_id is None:
        return ""
    return organizations_by_id([card.organization_id])[card.organization_id].name


def rule_of(card: NeedCard) -> str:
    found = aid_categories().get(card.category)
    return "" if found is None else found.rule


def pair_of(proposal: ProposalCard, helpers: dict[int, OfferCard], words: Labels) -> dict[str, Any]:
    offer = helpers[proposal.offer_id]
    return {
        "proposal": proposal,
        "offer": offer_line(offer, words),
        "reasons": list(reasons_in_words(proposal, offer)),
        "doubt": other_in_words(proposal),
    }


def meeting_of(
    meetings: tuple[IntroductionCard, ...], helpers: dict[int, OfferCard], words: Labels
) -> dict[str, Any] | None:
    """The one that goes on, if any."""
    living = next((one for one in meetings if one.closed_at is None), None)
    if living is None:
        return None
    offer = helpers[living.offer_id]
    first_name = names_of([offer.user_id]).get(offer.user_id, "")
    return {"card": living, "offer": offer_line(offer, words), "helper": first_name}


def others_of(
    card: NeedCard, pairs: tuple[ProposalCard, ...], words: Labels, today: date
) -> list[Any]:
    """The nearest offers that fit and are not asked yet: the desk may know better than the machine."""
    asked = {one.offer_id for one in pairs}
    found = offers_for(
        card,
        limit=OTHERS + len(asked),
        credential=credentials_asked().get(card.category, ""),
        is_for_adults=card.category in adults_only(),
        on=today,
    )
    return [
        (offer_line(one.offer, words, one.distance_m), doubt_of(one.offer, card.language))
        for one in found
        if one.offer.offer_id not in asked
    ][:OTHERS]


def doubt_of(offer: OfferCard, language: str) -> str:
    """Why an offer comes last."""
    if not language or language in offer.languages:
        return ""
    return _("does not speak %(language)s") % {"language": language_said(language)}


def why(proposal: ProposalCard) -> str:
    return str(REFUSAL_REASONS[proposal.reason]) if proposal.reason else ""


def colleagues_of(visit: Visit) -> list[tuple[str, str]]:
    """Other go-betweens, to hand over to."""
    found = accounts_with_role(role=Role.GO_BETWEEN, organization_id=None, at=visit.at)
    return [
        (str(one.user_id), one.display_name) for one in found if one.user_id != visit.actor.user_id
    ]
