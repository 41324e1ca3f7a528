"""Accounts that somebody waits for: a mission to read, an expense to approve a second time, an expense refused."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.queries import accounts_with_role, human_of
from entremise.accounts.vocabulary import Actor
from entremise.journeys.telling import Said, site, tell_account, tell_by_mail
from entremise.kernel.origin import Origin
from entremise.notices.vocabulary import MessageTemplate
from entremise.solidarity.operations.expenses import (
    approve_expense,
    justify_expense,
    refuse_expense,
)
from entremise.solidarity.operations.missions import propose_mission
from entremise.solidarity.queries.budget import envelope, expense
from entremise.solidarity.vocabulary.budget import OPENS_AND_PAYS, ExpenseCard, NewExpense
from entremise.solidarity.vocabulary.missions import NewMission

EXPENSE: Final = "EXPENSE"
MISSION: Final = "MISSION"
READ_WITHIN: Final = timedelta(days=14)


@transaction.atomic
def propose(*, actor: Actor, new: NewMission, at: datetime) -> int:
    """Whoever is asked learns it; return the mission; refuse as `propose_mission`."""
    mission_id = propose_mission(actor=actor, new=new, at=at)
    said = Said(
        template=MessageTemplate.MISSION_PROPOSED,
        fact=str(mission_id),
        about=Origin(MISSION, mission_id),
        until=at + READ_WITHIN,
        facts={"lien": site("missions:mine")},
    )
    tell_account(new.user_id, said, at)
    return mission_id


@transaction.atomic
def justify(
    *, actor: Actor, commitment_id: int, new: NewExpense, receipt: bytes, at: datetime
) -> int:
    """Those who approve learn it; return the expense; refuse as `justify_expense`."""
    expense_id = justify_expense(
        actor=actor, commitment_id=commitment_id, new=new, receipt=receipt, at=at
    )
    tell_approvers(expense_id, at)
    return expense_id


@transaction.atomic
def approve(*, actor: Actor, expense_id: int, at: datetime) -> bool:
    """After the first approval the others learn that a second one is awaited; refuse as `approve_expense`."""
    is_paid = approve_expense(actor=actor, expense_id=expense_id, at=at)
    if not is_paid:
        tell_approvers(expense_id, at)
    return is_paid


@transaction.atomic
def refuse(*, actor: Actor, expense_id: int, reason: str, at: datetime) -> None:
    """Whoever entered it learns it; refuse as `refuse_expense`."""
    refuse_expense(actor=actor, expense_id=expense_id, reason=reason, at=at)
    card = expense(expense_id=expense_id)
    if card is not None:
        tell_by_mail(card.entered_by, said_of(card, MessageTemplate.EXPENSE_REFUSED, "", at), at)


def tell_approvers(expense_id: int, at: datetime) -> None:
    """All who may approve it still: neither who entered it nor who approved first."""
    card = expense(expense_id=expense_id)
    of = None if card is None else envelope(envelope_id=card.envelope_id)
    if card is None or of is None:
        return
    found = accounts_with_role(role=OPENS_AND_PAYS, organization_id=of.organization_id, at=at)
    for one in found:
        if human_of(user_id=one.user_id) not in (card.entered_human, card.first_human):
            which = f" {one.user_id} {'second' if card.first_human else 'first'}"
            tell_by_mail(one.user_id, said_of(card, MessageTemplate.EXPENSE_WAITS, which, at), at)


def said_of(card: ExpenseCard, template: MessageTemplate, which: str, at: datetime) -> Said:
    return Said(
        template=template,
        fact=f"{card.expense_id}{which}",
        about=Origin(EXPENSE, card.expense_id),
        until=at + READ_WITHIN,
        facts={"number": card.number, "lien": site("budget:expense", card.expense_id)},
    )
