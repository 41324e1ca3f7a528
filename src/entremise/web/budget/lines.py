"""What the pages show: cards with their words, traces with names of colleagues, totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import (
    CommitmentCard,
    EnvelopeCard,
    ExpenseCard,
    TraceLine,
)
from entremise.web.budget.words import (
    COMMITMENT_STATES,
    EXPENSE_STATES,
    KINDS,
    STEPS,
    euros,
    hours,
)
from entremise.web.shell.visit import actor_of


@dataclass(frozen=True, slots=True)
class Figures:
    """The same five figures for an envelope and for a year."""

    opened: str
    committed: str
    waiting: str
    paid: str
    left: str
    time: str
    share: int  # of the money committed, in per cent


def figures(cards: Iterable[EnvelopeCard]) -> Figures:
    found = tuple(cards)
    opened = sum(one.amount_cents for one in found)
    committed = sum(one.committed_cents for one in found)
    minutes = sum(one.minutes_given for one in found)
    worth = sum(one.time_cents for one in found)
    return Figures(
        opened=euros(opened),
        committed=euros(committed),
        waiting=euros(sum(one.waiting_cents for one in found)),
        paid=euros(sum(one.paid_cents for one in found)),
        left=euros(opened - committed),
        time=time_words(minutes, worth),
        share=committed * 100 // opened if opened else 0,
    )


def time_words(minutes: int, worth: int) -> str:
    if not minutes:
        return ""
    if not worth:
        return hours(minutes)
    return _("%(hours)s, worth %(euros)s") % {"hours": hours(minutes), "euros": euros(worth)}


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    card: CommitmentCard
    kind: StrOrPromise
    state: StrOrPromise
    css: str
    amount: str
    paid: str
    left: str


def commitment_line(card: CommitmentCard) -> CommitmentLine:
    state, css = COMMITMENT_STATES[card.state]
    return CommitmentLine(
        card=card,
        kind=KINDS[card.kind],
        state=state,
        css=css,
        amount=euros(card.amount_cents),
        paid=euros(card.paid_cents),
        left=euros(card.left_cents),
    )


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    card: ExpenseCard
    state: StrOrPromise
    css: str
    amount: str
    entered_by: str
    first_by: str
    second_by: str
    refused_by: str


def expense_lines(cards: Iterable[ExpenseCard]) -> list[ExpenseLine]:
    found = tuple(cards)
    names = names_of(
        user_id
        for one in found
        for user_id in (one.entered_by, one.first_by, one.second_by, one.refused_by)
    )
    return [
        ExpenseLine(
            card=one,
            state=EXPENSE_STATES[one.state][0],
            css=EXPENSE_STATES[one.state][1],
            amount=euros(one.amount_cents),
            entered_by=names.get(one.entered_by, ""),
            first_by=names.get(one.first_by or 0, ""),
            second_by=names.get(one.second_by or 0, ""),
            refused_by=names.get(one.refused_by or 0, ""),
        )
        for one in found
    ]


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {user_id for user_id in user_ids if user_id is not None}
    return {key: one.display_name for key, one in accounts_by_id(wanted).items()}


def events(lines: Iterable[TraceLine]) -> list[tuple[datetime, str, str]]:
    found = tuple(lines)
    names = names_of(one.user_id for one in found)
    return [
        (
            one.at,
            str(STEPS[one.step]),
            " · ".join(
                filter(None, (number_of(one), money_of(one), names[one.user_id], one.reason))
            ),
        )
        for one in found
    ]


def number_of(one: TraceLine) -> str:
    if one.expense_id is not None:
        return f"D-{one.expense_id:04d}"
    return "" if one.commitment_id is None else f"E-{one.commitment_id:04d}"


def money_of(one: TraceLine) -> str:
    return euros(one.amount_cents) if one.amount_cents else ""


def our_envelope(request: HttpRequest, envelope_id: int) -> EnvelopeCard:
    """An envelope of the body one works for; 404 for any other."""
    card = budget.envelope(envelope_id=envelope_id)
    if card is None or card.organization_id != actor_of(request).organization_id:
        raise Http404
    return card


def our_commitment(request: HttpRequest, commitment_id: int) -> tuple[CommitmentCard, EnvelopeCard]:
    card = budget.commitment(commitment_id=commitment_id)
    if card is None:
        raise Http404
    return card, our_envelope(request, card.envelope_id)


def our_expense(request: HttpRequest, expense_id: int) -> tuple[ExpenseCard, EnvelopeCard]:
    card = budget.expense(expense_id=expense_id)
    if card is None:
        raise Http404
    return card, our_envelope(request, card.envelope_id)
