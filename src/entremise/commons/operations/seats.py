"""Who sits in which college, and until when."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import College, CollegeMember
from entremise.commons.queries.charters import number_rule
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.votes import CollegeKind, NewSeat
from entremise.kernel.errors import Refused

MAY_SEAT = frozenset({Role.LEGAL_OFFICER, Role.DECIDER})
DAYS_IN_A_MONTH = 31


@transaction.atomic
def seat_member(*, actor: Actor, new: NewSeat, at: datetime) -> int:
    """Give somebody a seat in one college, never in the past; return the seat's id; refuse with `NOT_YOUR_TURN`, `IN_TWO_COLLEGES`, `TERM_TOO_LONG`."""
    if not actor.roles & MAY_SEAT:
        raise Refused(Refusal.NOT_YOUR_TURN)
    starts_at = max(new.starts_at, at)  # a vote that is open has its members already
    months = number_rule("term_months", at=at, part="months")
    if new.ends_at - starts_at > timedelta(days=months * DAYS_IN_A_MONTH):
        raise Refused(Refusal.TERM_TOO_LONG)
    one_seat_at_a_time(new.human_id)
    held = CollegeMember.objects.filter(
        human_id=new.human_id, starts_at__lt=new.ends_at, ends_at__gt=starts_at
    )
    if held.exists():
        raise Refused(Refusal.IN_TWO_COLLEGES)
    row = CollegeMember.objects.create(
        college=college(new.college),
        human_id=new.human_id,
        user_id=new.user_id,
        is_drawn_by_lot=new.is_drawn_by_lot,
        starts_at=starts_at,
        ends_at=new.ends_at,
    )
    return row.pk


def one_seat_at_a_time(human_id: int) -> None:
    """Two who seat the same human wait for each other: there is no row to lock before the first seat."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"seat {human_id}"]
        )


def college(kind: CollegeKind) -> College:
    return College.objects.get_or_create(kind=kind, defaults={"name": kind.value})[0]


@transaction.atomic
def end_seat(*, actor: Actor, member_id: int, at: datetime) -> None:
    """End a seat now; refuse with `NOT_YOUR_TURN`."""
    if not actor.roles & MAY_SEAT:
        raise Refused(Refusal.NOT_YOUR_TURN)
    row = CollegeMember.objects.select_for_update().get(pk=member_id)
    if row.starts_at < at < row.ends_at:
        row.ends_at = at
        row.save(update_fields=["ends_at"])
