"""Builders of reports."""

import uuid
from datetime import datetime
from itertools import count

from tests.make import accounts, kits

from entremise.accounts.vocabulary import Actor, Role
from entremise.kernel.origin import Origin
from entremise.referral.operations.reports import open_report, take_report
from entremise.referral.vocabulary.reports import Consent, NewItem, NewReport, OpenedReport

numbers = count(1_000_000)  # far from the calls that other builders make


def orienteur() -> Actor:
    return accounts.actor(Role.ORIENTEUR)


def report(
    *, at: datetime, author: Actor | None = None, items: tuple[NewItem, ...] = (), **given: object
) -> OpenedReport:
    """A report with one item of severity 3, agreed to."""
    caller = author or accounts.actor(Role.CALLER)
    defaults: dict[str, object] = {
        "person": uuid.uuid4(),
        "register_id": 1,
        "organization_id": caller.organization_id,
        "origin": Origin("CALL", next(numbers)),
        "items": items or (NewItem("courses_repas", 3, Consent.YES),),
        "kit_version_id": kits.kit_version(),
        "district": "Q3",
    }
    return open_report(actor=caller, new=NewReport(**(defaults | given)), at=at)


def taken_report(*, at: datetime, by: Actor, **given: object) -> OpenedReport:
    """A report that an orienteur holds."""
    opened = report(at=at, **given)
    take_report(actor=by, report_id=opened.report_id, at=at)
    return opened
