"""One report: its items, the services proposed, the person once it is held, the trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.directory.queries import services_for
from entremise.directory.queries.services import room_on
from entremise.directory.vocabulary import ServiceCard
from entremise.journeys import report_news
from entremise.journeys.report_card import CALL, report_card, with_said
from entremise.journeys.trace_lines import theme_labels
from entremise.mutual_aid.queries.needs import need
from entremise.people.queries import code_of
from entremise.people.vocabulary import Card
from entremise.referral.queries.follow import answer_days
from entremise.referral.queries.reports import (
    excluded_services,
    failed_counts,
    other_reports,
    referrals_of,
    report,
    trace_of_report,
)
from entremise.referral.vocabulary.facts import Facts, ItemFacts, ReferralWords
from entremise.referral.vocabulary.referrals import LIVE, ReferralCard
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    ItemCard,
    ItemState,
    ReportCard,
    ReportState,
    TraceStep,
)
from entremise.referral.vocabulary.words import CONSENTS, ENDINGS, REFERRAL_STATES, REPORT_STATES
from entremise.web.directory.words import reason_words, room_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.triage.forms import EndForm, QuestionForm
from entremise.web.triage.labels import district_choices
from entremise.web.triage.words import (
    ITEM_STATES,
    ORIGINS,
    STEPS,
    detail_words,
)

FAILED_AT_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Offer:
    service: ServiceCard
    room: StrOrPromise
    reasons: str


@dataclass(frozen=True, slots=True)
class Sending:
    card: ReferralCard
    state: StrOrPromise
    words: ReferralWords
    is_live: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as its card shows it."""

    item: ItemCard
    label: str
    state: StrOrPromise
    consent: StrOrPromise
    ending: StrOrPromise
    facts: ItemFacts
    offers: tuple[Offer, ...]
    sendings: tuple[Sending, ...]
    form: EndForm | None
    failed_count: int  # services that refused it, or let it wait twice

    @property
    def is_hopeless(self) -> bool:
        """A need without answer is proposed; somebody decides."""
        is_open = self.item.state is ItemState.OPEN and self.item.consent is not Consent.NO
        return is_open and (self.failed_count >= FAILED_AT_MOST or not self.offers)


@audience(Role.ORIENTEUR)
@require_safe
def show_report(request: HttpRequest, report_id: int) -> HttpResponse:
    return report_page(request, report_id, QuestionForm())


def report_page(
    request: HttpRequest,
    report_id: int,
    question: QuestionForm,
    wrong: tuple[int, EndForm] | None = None,
) -> HttpResponse:
    visit, card = visit_of(request), report(report_id=report_id)
    is_mine = card.held_by == visit.actor.user_id and is_held(card, visit.at)
    person, facts = (None, Facts())
    if is_mine:
        person, facts = report_card(
            actor=visit.actor, person=card.person, register_id=card.register_id, at=visit.at
        )
        facts = with_said(actor=visit.actor, of=card, facts=facts, at=visit.at)
    trace = trace_of_report(report_id=report_id)
    names = names_of([card.held_by, card.author_id, *(step.user_id for step in trace)])
    return page(
        request,
        "triage/report.html",
        report=card,
        is_mine=is_mine,
        may_take=card.state is not ReportState.CLOSED and not is_held(card, visit.at),
        others=others_of(card) if is_mine else [],
        person=person,
        code=code_of(card.person),
        district=dict(district_choices()).get(card.district, card.district),
        items=items_of(request, card, facts, person, wrong),
        state=REPORT_STATES[card.state],
        holder=names.get(card.held_by, ""),
        is_called=card.origin.kind == CALL,
        origin=ORIGINS.get(card.origin.kind, ""),
        need=need_named(card),
        author=names.get(card.author_id, ""),
        events=[event_of(step, names) for step in trace],
        question=question,
        wrong=wrong[1] if wrong else None,
    )


def need_named(card: ReportCard) -> str:
    """The need that it came from, by its number and the owner to ring."""
    need_id = report_news.need_of(card)
    if need_id is None:
        return ""
    wanted = need(need_id)
    return ", ".join(
        filter(None, (wanted.number, names_of([wanted.owner_id]).get(wanted.owner_id)))
    )


def event_of(step: TraceStep, names: Mapping[int | None, str]) -> tuple[datetime, str, str]:
    """A step of the trace: when, what, and its detail with who did it."""
    what = filter(None, (str(STEPS[step.kind]), step.service_name))
    detail = filter(None, (detail_words(step.kind, step.detail), names.get(step.user_id, "")))
    return step.at, " · ".join(what), ", ".join(detail)


def is_held(card: ReportCard, at: datetime) -> bool:
    is_live = card.held_until is not None and at < card.held_until
    return card.state is ReportState.HELD and is_live


def others_of(card: ReportCard) -> list[tuple[ReportCard, str, StrOrPromise]]:
    """What was reported of the same person before or since: a double is seen here."""
    themes = theme_labels()
    return [
        (
            one,
            ", ".join(themes.get(item.theme, item.theme) for item in one.items),
            REPORT_STATES[one.state],
        )
        for one in other_reports(person=card.person, report_id=card.report_id)
    ]


def items_of(
    request: HttpRequest,
    card: ReportCard,
    facts: Facts,
    person: Card | None,
    wrong: tuple[int, EndForm] | None,
) -> list[ItemView]:
    themes = theme_labels()
    sendings = referrals_of(report_id=card.report_id)
    failed = failed_counts(report_id=card.report_id)
    return [
        ItemView(
            item=item,
            label=themes.get(item.theme, item.theme),
            state=ITEM_STATES[item.state],
            consent=CONSENTS[item.consent],
            ending=ENDINGS[item.ending] if item.ending else "",
            facts=facts.items.get(item.item_id, ItemFacts()),
            offers=offers_for(request, card, item) if person is not None else (),
            sendings=tuple(
                Sending(
                    one,
                    REFERRAL_STATES[one.state],
                    facts.referrals.get(one.referral_id, ReferralWords()),
                    one.state in LIVE,
                )
                for one in sendings
                if one.item_id == item.item_id
            ),
            form=end_form(item, wrong),
            failed_count=failed.get(item.item_id, 0),
        )
        for item in card.items
    ]


def end_form(item: ItemCard, wrong: tuple[int, EndForm] | None) -> EndForm | None:
    """The form that ends an item, as it was sent when it was wrong."""
    if item.state is ItemState.CLOSED:
        return None
    if wrong is not None and wrong[0] == item.item_id:
        return wrong[1]
    return EndForm(None, item_id=item.item_id, endings=endings_of(item))


def endings_of(item: ItemCard) -> tuple[Ending, ...]:
    """How an item may end from where it stands."""
    if item.state is ItemState.SENT:
        return (Ending.WITHDRAWN,)
    if item.state is ItemState.ANSWERED:
        return (Ending.ORIENTED, Ending.UNMET, Ending.WITHDRAWN)
    if item.consent is Consent.NO:
        return (Ending.NOT_SENT, Ending.DUPLICATE, Ending.UNMET)
    return (Ending.ANSWERED_AT_ONCE, Ending.DUPLICATE, Ending.UNMET, Ending.WITHDRAWN)


def offers_for(request: HttpRequest, card: ReportCard, item: ItemCard) -> tuple[Offer, ...]:
    """The three services proposed for an open item that may be sent."""
    if item.state is not ItemState.OPEN or item.consent is Consent.NO:
        return ()
    found = services_for(
        theme=item.theme,
        district=card.district,
        at=visit_of(request).at,
        without=excluded_services(item_id=item.item_id),
        answer_days=lambda numbers: answer_days(service_ids=numbers),
    )
    return tuple(
        Offer(
            one.service,
            room_words(one.service, room_on(one.service, localdate(visit_of(request).at))),
            reason_words(one),
        )
        for one in found
    )
