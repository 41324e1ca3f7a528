"""Callers who ring from home: what they must know before their first call, read once."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.outreach.models import OwnPhone


@transaction.atomic
def note_own_phone_read(*, actor: Actor, at: datetime) -> None:
    """She has read how to keep her own number hidden; the first time counts."""
    OwnPhone.objects.bulk_create(
        [OwnPhone(user_id=actor.user_id or 0, read_at=at)], ignore_conflicts=True
    )
