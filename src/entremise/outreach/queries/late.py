"""A call whose hold has ended while its caller was still writing: what she heard is not lost."""

from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt
from entremise.outreach.vocabulary.calls import CallState, HeldCall, Lane, Refusal
from entremise.outreach.vocabulary.campaigns import Level

KEPT_FOR: Final = timedelta(days=1)


def late_call(*, actor: Actor, call_id: int, at: datetime) -> HeldCall:
    """The last hold of this caller on this call, when its number was shown and nothing was said of it yet.

    Refuse with `NOT_HELD`, also when the person has stopped the calls meanwhile."""
    rows = Attempt.objects.filter(
        call_id=call_id,
        user_id=actor.user_id or 0,
        shown_at__gt=at - KEPT_FOR,
        outcome="",
        late_outcome="",
        hand_back_reason="",
    ).exclude(call__state=CallState.STOPPED)
    row = rows.select_related("call__pool", "campaign").order_by("-held_at", "-pk").first()
    if row is None:
        raise Refused(Refusal.NOT_HELD)
    return late_card(row, at)


def late_card(row: Attempt, at: datetime) -> HeldCall:
    return HeldCall(
        call_id=row.call_id,
        campaign_id=row.campaign_id,
        campaign_title=row.campaign.title,
        register_id=row.campaign.register_id,
        kit_version_id=row.campaign.kit_version_id,
        purpose=Purpose(row.campaign.purpose),
        person=row.call.person,
        attempt_id=row.pk,
        token=row.token,
        lane=Lane(row.lane),
        level=Level(row.call.pool.level),
        language=row.call.pool.language,
        reasons=(),
        held_at=row.held_at,
        shown_at=row.shown_at,
        notice_given_at=row.notice_given_at,
        saved_at=row.saved_at,
        lease_until=at,
        promised_at=None,
        reach_by=None,
        is_promise_mine=False,
        is_maybe_called=False,
        not_today_count=0,
        attempts=(),
        switchboard=row.campaign.switchboard,
    )
