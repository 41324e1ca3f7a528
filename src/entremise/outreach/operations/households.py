"""Two people on one phone: one ring, two outcomes."""

from datetime import datetime
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.outreach.models import Call
from entremise.outreach.vocabulary.calls import CALLBACK_GRACE, SPOKEN, CallState, Outcome

RANG_IN_VAIN: Final = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.VOICEMAIL})


def share_phone(*, call: Call, outcome: Outcome, actor: Actor, at: datetime) -> None:
    """After a talk, who shares the phone comes next to the same caller; after a ring in vain she waits as long."""
    if not call.household or outcome not in SPOKEN | RANG_IN_VAIN:
        return
    others = (
        Call.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(household=call.household, campaign_id=call.campaign_id, state=CallState.READY)
        .exclude(pk=call.pk)
        .order_by("pk")
    )
    for other in others:
        if outcome in SPOKEN:
            other.state, other.owner_id = CallState.CALLBACK, actor.user_id
            other.due_at, other.open_at = at, at + CALLBACK_GRACE
        elif call.due_at is not None:
            other.state, other.due_at = CallState.WAITING, call.due_at
        other.save(update_fields=["state", "owner", "due_at", "open_at"])
