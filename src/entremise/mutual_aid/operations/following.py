"""The code of a need or an offer with its second element: five mistakes, then the desk gives another."""

from datetime import datetime
from hmac import compare_digest
from typing import Final

from django.db import transaction

from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.vocabulary.common import Followed, Thing

TRIES_AT_MOST: Final = 5


@transaction.atomic
def follow(*, code: bytes, second: bytes, at: datetime) -> Followed | None:
    """What the code and its second element open, or none: unknown, wrong, or tried too often; a mistake is counted."""
    for kind, model in ((Thing.NEED, Need), (Thing.OFFER, Offer)):
        row = model.objects.select_for_update().filter(code=code).order_by("pk").first()
        if row is None:
            continue
        if row.tries >= TRIES_AT_MOST:
            return None
        if any(compare_digest(bytes(one), second) for one in row.seconds):
            row.tries = 0
        else:
            row.tries += 1
        row.save(update_fields=["tries"])
        return Followed(kind, row.pk) if row.tries == 0 else None
    return None
