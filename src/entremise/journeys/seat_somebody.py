"""Give a seat to somebody with an account, or to a human who votes on paper and by phone."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.operations import add_human
from entremise.accounts.queries import human_of
from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.seats import seat_member
from entremise.commons.vocabulary.votes import CollegeKind, NewSeat


@transaction.atomic
def seat_somebody(
    *,
    actor: Actor,
    user_id: int | None,
    full_name: str,
    college: CollegeKind,
    is_drawn_by_lot: bool,
    ends_at: datetime,
    at: datetime,
) -> int:
    """The id of the seat; refuse with `NOT_YOUR_TURN`, `IN_TWO_COLLEGES`, `TERM_TOO_LONG`."""
    human_id = (
        add_human(actor=actor, full_name=full_name, at=at)
        if user_id is None
        else human_of(user_id=user_id)
    )
    new = NewSeat(
        college=college,
        human_id=human_id,
        user_id=user_id,
        is_drawn_by_lot=is_drawn_by_lot,
        starts_at=at,
        ends_at=ends_at,
    )
    return seat_member(actor=actor, new=new, at=at)
