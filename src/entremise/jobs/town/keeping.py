"""A demonstration left running for days: the orienteurs of Aubrelle place what no visitor has placed, shifts go on.

Without them its campaign would do what a real one does, and pause for an urgent report forgotten."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.queries import host_organization, user_id_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.jobs.town.staff import WORKERS
from entremise.jobs.town.watches import ORIENTEUR, freshen
from entremise.kernel.errors import Refused
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.reports import take_report
from entremise.referral.queries.counts import urgent_late
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.reports import Ending, ItemState

LEFT_TO_VISITORS: Final = timedelta(
    hours=16
)  # looked at every six hours: a campaign pauses after twenty-four


def keep_town(now: datetime) -> None:
    """Four times a day, in a demonstration only."""
    freshen(now)
    for report_id in urgent_late(before=now - LEFT_TO_VISITORS):
        with suppress(Refused):  # a visitor has it
            place(report_id, now)


def place(report_id: int, now: datetime) -> None:
    """She rings, and what could be done was done at once."""
    actor = orienteur()
    take_report(actor=actor, report_id=report_id, at=now)
    for item in report(report_id=report_id).items:
        if item.state is ItemState.OPEN:
            close_item(actor=actor, item_id=item.item_id, ending=Ending.ANSWERED_AT_ONCE, at=now)


def orienteur() -> Actor:
    login = next(worker.login for worker in WORKERS if worker.name == ORIENTEUR)
    host = host_organization()
    return Actor(
        user_id=user_id_of(login=login),
        organization_id=host.organization_id if host else None,
        roles=frozenset({Role.ORIENTEUR}),
    )
