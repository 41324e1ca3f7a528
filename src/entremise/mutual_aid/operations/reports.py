"""A need and the orienteurs: a service is asked, somebody is worried, and what came of it is told to the owner by her date."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.mutual_aid.operations.needs import drop_proposals, refuse_met, refuse_past
from entremise.mutual_aid.operations.proposals import refuse_stranger
from entremise.mutual_aid.operations.tracing import (
    locked_introduction,
    locked_need,
    look_for_somebody,
    note,
    own_need,
)
from entremise.mutual_aid.vocabulary.needs import CLOSED, NeedState, ReportNews, Urgency

WITHOUT_HELP: Final = frozenset({ReportNews.REFUSED, ReportNews.UNMET})


@transaction.atomic
def orient_need(*, actor: Actor, need_id: int, next_on: date, at: datetime) -> None:
    """A service is asked; it stays open, with a day, and comes back when refused; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `DATE_PAST`."""
    row = own_need(need_id, actor)
    refuse_past(next_on, at)
    refuse_met(row)
    drop_proposals(row, at)
    row.state, row.next_on = NeedState.ORIENTED, next_on
    row.save(update_fields=["state", "next_on"])
    note(row, actor, at, "ORIENTED")


@transaction.atomic
def note_concern(
    *,
    actor: Actor,
    introduction_id: int,
    number: str,
    next_on: date,
    is_danger: bool,
    at: datetime,
) -> None:
    """One of the two, or the owner, is worried: the need says which report was opened, and until when; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    _, need, offer = locked_introduction(introduction_id)
    if actor.user_id is not None:
        refuse_stranger(actor, need, offer)
    need.next_on = min(need.next_on or next_on, next_on)
    if is_danger:
        need.is_danger, need.urgency = True, Urgency.NOW
    need.save(update_fields=["next_on", "is_danger", "urgency"])
    note(need, actor, at, "CONCERN", number, is_by_person=actor.user_id is None)


@transaction.atomic
def hear_of_report(
    *, actor: Actor, need_id: int, news: ReportNews, number: str, at: datetime
) -> None:
    """What came of its report: the owner has the need today; without help somebody is looked for again; a closed need stays closed."""
    row = locked_need(need_id)
    if row.state in CLOSED:
        return
    if row.state == NeedState.ORIENTED and row.organization_id is None:
        if news in WITHOUT_HELP:
            row.state = NeedState.SEARCHING
            look_for_somebody(row.pk)
        elif news is ReportNews.HELPED:
            row.state = NeedState.UNDER_WAY  # only she can say that it is over
    row.next_on = localdate(at)
    row.save(update_fields=["state", "next_on"])
    note(row, actor, at, f"REPORT_{news}", number)
