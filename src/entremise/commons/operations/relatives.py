"""The objection of a relative: it acts at once, for everybody who had named that number, and can be taken back."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import RelativeObjection
from entremise.commons.vocabulary.access import Channel


@transaction.atomic
def object_as_relative(*, actor: Actor, digest: bytes, channel: Channel, at: datetime) -> None:
    """This number is rung as somebody's relative no more; said twice it counts once."""
    row = RelativeObjection(
        digest=digest, channel=channel, received_at=at, received_by_id=actor.user_id
    )
    RelativeObjection.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def agree_as_relative(*, digest: bytes, at: datetime) -> bool:
    """She may be rung again, by her own word; return whether she had refused."""
    held = RelativeObjection.objects.filter(digest=digest, withdrawn_at=None)
    return held.update(withdrawn_at=at) > 0
