"""Needs, offers and pairs as lines of a table, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.engines.assignment.vocabulary import Reason, Setback
from entremise.journeys.aid_categories import aid_categories
from entremise.mutual_aid.queries.board import Pair
from entremise.mutual_aid.vocabulary.matching import Choice, Ground, ProposalCard
from entremise.mutual_aid.vocabulary.needs import Line, NeedCard
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.mutual_aid.vocabulary.wording import (
    CHANNELS,
    KINDS,
    MEANS,
    NEED_STATES,
    OFFER_STATES,
    URGENCIES,
    slot_words,
)
from entremise.territory.queries import districts
from entremise.web.aid.details import detail_words
from entremise.web.phone.languages import language_said

SLOTS_SAID: Final = 2
ONE_KM: Final = 1000
STEPS: Final[dict[str, StrOrPromise]] = {
    "RECEIVED": gettext_lazy("Came in"),
    "TAKEN": gettext_lazy("Somebody took charge"),
    "TAKEN_OVER": gettext_lazy("Taken over from a colleague"),
    "HANDED_OVER": gettext_lazy("Handed over"),
    "GIVEN_BACK": gettext_lazy("Given back to the desk"),
    "DATED": gettext_lazy("Dated"),
    "UNDERSTOOD": gettext_lazy("Understood with the person"),
    "CONTACT": gettext_lazy("Contact noted"),
    "RESEMBLES": gettext_lazy("Perhaps known already"),
    "SAME_PERSON": gettext_lazy("Said to be a known person"),
    "OTHER_PERSON": gettext_lazy("Said to be another person"),
    "WAVE": gettext_lazy("Looked for farther"),
    "PROPOSED": gettext_lazy("A helper was asked"),
    "PAIR_REFUSED": gettext_lazy("A pair was put aside"),
    "HELPER_AGREED": gettext_lazy("A helper said yes"),
    "HELPER_GAVE_UP": gettext_lazy("The helper cannot come any more"),
    "PERSON_AGREED": gettext_lazy("The person said yes: contacts are open"),
    "PERSON_DECLINED": gettext_lazy("The person prefers somebody else"),
    "CHECK_LATER": gettext_lazy("To be asked again later"),
    "OUTCOME": gettext_lazy("How it went was noted"),
    "ORIENTED": gettext_lazy("Sent to a service"),
    "SHARED": gettext_lazy("Shown to an association"),
    "CHARGE_TAKEN": gettext_lazy("An association helps"),
    "CHARGE_REFUSED": gettext_lazy("The association said no"),
    "TAKEN_BACK": gettext_lazy("Taken back from the association"),
    "MONEY_AGREED": gettext_lazy("Ceiling and refund agreed"),
    "WORD": gettext_lazy("A word to the other side"),
    "WORD_HELD": gettext_lazy("A word waits for the desk"),
    "WORD_PASSED": gettext_lazy("The desk let a word pass"),
    "CONCERN": gettext_lazy("Somebody is worried: report open"),
    "REPORT_REFUSED": gettext_lazy("A service said no"),
    "REPORT_ANSWERED": gettext_lazy("A service answered"),
    "REPORT_HELPED": gettext_lazy("The report ended: help was found"),
    "REPORT_UNMET": gettext_lazy("The report ended without help"),
    "DONE": gettext_lazy("Closed: done"),
    "WITHDRAWN": gettext_lazy("Closed: withdrawn"),
    "CORRECTED": gettext_lazy("Corrected by the person"),
    "MOMENT_CHANGED": gettext_lazy("Day or moments changed by the person"),
    "CHANGED": gettext_lazy("Changed by the helper"),
    "MANDATE_ASKED": gettext_lazy("Somebody asked to act for the person"),
    "MANDATE_CONFIRMED": gettext_lazy("The person agrees that somebody acts for her"),
    "MANDATE_REVOKED": gettext_lazy("The person takes back the right to act for her"),
    "MANDATE_ENDED": gettext_lazy("The right to act for the person is over"),
    "BY_RELATIVE": gettext_lazy("Done by who acts for the person"),
    "CODE_GIVEN": gettext_lazy("A follow-up code was given"),
    "UNMET": gettext_lazy("Closed: without answer"),
    "REOPENED": gettext_lazy("Opened again"),
    "ACCEPTED": gettext_lazy("Accepted by the desk"),
    "CONFIRMED": gettext_lazy("Confirmed"),
    "RESUMED": gettext_lazy("The pause is over"),
    "PAUSED": gettext_lazy("Pause begun"),
    "ASKED_AGAIN": gettext_lazy("Asked whether it still stands"),
    "RELEASED": gettext_lazy("The offer ended"),
    "DECLINED": gettext_lazy("Declined by the desk"),
    "ACCOUNT": gettext_lazy("An account was given"),
    "CREDENTIAL": gettext_lazy("Checked by the desk"),
    "AGREED": gettext_lazy("Said yes to a need"),
    "INVITED": gettext_lazy("Invited"),
    "UNTOLD": gettext_lazy("Could not be written to: ring"),
    "UNREACHED": gettext_lazy("A message did not arrive: ring"),
    "WENT_WELL": gettext_lazy("Says that it went well"),
    "WENT_WRONG": gettext_lazy("Says that it did not go well: ring"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of categories and districts, read once a page."""

    categories: dict[str, str]
    districts: dict[str, str]

    def category(self, code: str) -> str:
        return self.categories.get(code, code)

    def asked(self, card: NeedCard) -> str:
        """« Repas ou collation (3) »."""
        label = self.category(card.category)
        return f"{label} ({card.quantity})" if card.quantity else label

    def offered(self, card: OfferCard) -> str:
        label = ", ".join(map(self.category, card.categories))
        return f"{label} ({card.quantity})" if card.quantity else label

    def district(self, code: str) -> str:
        return self.districts.get(code, code)


def labels() -> Labels:
    return Labels(
        categories={code: one.label for code, one in aid_categories().items()},
        districts={one.code: one.name for one in districts()},
    )


@dataclass(frozen=True, slots=True)
class NeedLine:
    need: NeedCard
    title: str
    where: str
    state: StrOrPromise
    channel: StrOrPromise
    urgency: StrOrPromise
    missing: str  # an owner, a date, or nothing
    owner: str
    association: str
    css: str  # late, due or nothing


def need_line(
    card: NeedCard, words: Labels, owner: str, at: datetime, association: str = ""
) -> NeedLine:
    today = localdate(at)
    is_late = card.next_on is not None and card.next_on < today
    return NeedLine(
        need=card,
        title=words.asked(card),
        where=words.district(card.district),
        state=NEED_STATES[card.state],
        channel=CHANNELS[card.channel],
        urgency=URGENCIES[card.urgency],
        missing=missing_of(card),
        owner=owner,
        association=association,
        css="late" if is_late or card.is_danger else "due" if card.next_on == today else "",
    )


def missing_of(card: NeedCard) -> str:
    if card.owner_id is None:
        return _("owner")
    return _("date") if card.next_on is None else ""


@dataclass(frozen=True, slots=True)
class OfferLine:
    offer: OfferCard
    title: str
    where: str
    kind: StrOrPromise
    state: StrOrPromise
    distance: str


def offer_line(card: OfferCard, words: Labels, distance_m: int | None = None) -> OfferLine:
    return OfferLine(
        offer=card,
        title=words.offered(card),
        where=words.district(card.district),
        kind=KINDS[card.kind],
        state=OFFER_STATES[card.state],
        distance="" if distance_m is None else distance_words(distance_m),
    )


def distance_words(metres: int) -> str:
    """A class, never a measure: places are coarse, and a measure from three sides would find a door."""
    for limit, words in (
        (500, _("less than 500 m away")),
        (1_000, _("less than 1 km away")),
        (2_000, _("less than 2 km away")),
        (5_000, _("less than 5 km away")),
    ):
        if metres < limit:
            return words
    return _("more than 5 km away")


@dataclass(frozen=True, slots=True)
class PairLine:
    proposal: ProposalCard
    need: NeedCard
    offer: OfferCard
    title: str
    where: str
    reasons: tuple[str, ...]
    doubt: str


def pair_line(pair: Pair, words: Labels) -> PairLine:
    return PairLine(
        proposal=pair.proposal,
        need=pair.need,
        offer=pair.offer,
        title=words.asked(pair.need),
        where=words.district(pair.need.district),
        reasons=tuple(reasons_in_words(pair.proposal, pair.offer)),
        doubt=other_in_words(pair.proposal),
    )


def reasons_in_words(proposal: ProposalCard, offer: OfferCard) -> Iterable[str]:
    """Why this pair, as the engine said it: « à moins de 1 km, libre lundi matin, n'a encore aidé personne »."""
    if proposal.distance_m is not None:
        yield distance_words(proposal.distance_m)
    for ground in proposal.grounds:
        said = ground_words(ground)
        if said:
            yield said
    if offer.means:
        yield ", ".join(str(MEANS[one]) for one in offer.means)


def ground_words(ground: Ground) -> str:
    value = str(ground.value)
    if ground.reason == Reason.SHARED_LANGUAGE:
        return _("speaks the same language (%(language)s)") % {"language": language_said(value)}
    if ground.reason == Reason.FREE_AT_SLOT:
        moments = [slot_words(slot) for slot in value.split(", ")[:SLOTS_SAID] if "-" in slot]
        return _("free on %(slot)s") % {"slot": ", ".join(moments)} if moments else ""
    if ground.reason == Reason.CREDENTIAL:
        return _("was checked for this")
    if ground.reason == Reason.HELPED_NOBODY:
        return _("has helped nobody yet")
    said: dict[str, str] = {
        Reason.KEPT: _("was agreed before"),
        Choice.CHOSEN: _("chosen by the desk"),
        Choice.CAME_FORWARD: _("came forward"),
    }
    return said.get(ground.reason, "")


def other_in_words(proposal: ProposalCard) -> str:
    """The nearest other offer, and why not."""
    why: dict[str, str] = {
        Choice.CHOSEN: _("would fit too"),
        Setback.FARTHER: _("is farther"),
        Setback.MORE_URGENT_NEED: _("is kept for a more urgent need"),
        Setback.KEPT_PAIR: _("is agreed with somebody"),
        Setback.BETTER_FOR_ALL: _("serves another need better"),
        Setback.HELPED_MORE: _("has helped more often"),
    }
    other = proposal.alternative.get("offer", "")
    if not other:
        return _("Nobody else fits.")
    return _("Else %(offer)s, who %(why)s.") % {
        "offer": other,
        "why": why[proposal.alternative["why"]],
    }


def step_words(line: Line, names: dict[int | None, str]) -> tuple[datetime, str, str]:
    """A line of the trace: when, what, and by whom."""
    who = names.get(line.user_id, "") or (_("the person") if line.is_by_person else "")
    what = str(STEPS.get(line.kind, line.kind))
    detail = detail_words(line)
    return (
        line.at,
        _("%(what)s (%(detail)s)") % {"what": what, "detail": detail} if detail else what,
        who,
    )


def distance_said(metres: int) -> str:
    if metres < ONE_KM:
        return f"{metres} m"
    return f"{metres / ONE_KM:g} km".replace(".", ",")
