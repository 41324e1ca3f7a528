"""What members say before and during a vote; published at once with their college, without their name."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import CollegeMember, Contribution, UseRequest
from entremise.commons.queries.votes import seated
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.uses import UseState
from entremise.commons.vocabulary.votes import HEARD_BY_A_CLERK, NewContribution
from entremise.kernel.errors import Refused

DEBATED = frozenset({UseState.DELIBERATING, UseState.VOTING})


@transaction.atomic
def contribute(*, actor: Actor, new: NewContribution, at: datetime) -> int:
    """A member speaks in the debate, or a clerk writes what she said or sent; return the id; refuse with `NOT_YOUR_TURN`, `VOTE_CLOSED`, `NOT_A_MEMBER`, `REASONS_MISSING`."""
    is_heard = new.channel in HEARD_BY_A_CLERK
    if actor.user_id is None or (is_heard and not actor.has(Role.CLERK)):
        raise Refused(Refusal.NOT_YOUR_TURN)
    row = UseRequest.objects.select_for_update().get(pk=new.request_id)
    is_over = row.vote_closes_at is not None and at >= row.vote_closes_at
    if UseState(row.state) not in DEBATED or is_over:
        raise Refused(Refusal.VOTE_CLOSED)
    seats = CollegeMember.objects.filter(seated(at))
    own = seats.filter(pk=new.member_id or 0) if is_heard else seats.filter(human=actor.human_id)
    seat = own.first()
    if seat is None:
        raise Refused(Refusal.NOT_A_MEMBER)
    if not new.text.strip():
        raise Refused(Refusal.REASONS_MISSING)
    said = Contribution.objects.create(
        request=row,
        member=seat,
        text=new.text.strip(),
        channel=new.channel,
        entered_by_id=actor.user_id,
        at=at,
    )
    return said.pk
