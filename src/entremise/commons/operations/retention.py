"""What the trace keeps, and until when; the proof of what was deleted at its date."""

from datetime import datetime

from django.db import connection, transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import Purge
from entremise.commons.vocabulary.purges import NewPurge


@transaction.atomic
def purge_trace(*, actor: Actor, at: datetime) -> int:
    """Drop tickets after a day, codes and passes when over, bodies of events after twelve months; return how many bodies."""
    with connection.cursor() as cursor:
        cursor.execute("select sealed.purge()")
        return int(cursor.fetchone()[0])


@transaction.atomic
def note_purge(*, new: NewPurge, at: datetime) -> int:
    """Keep the proof of a deletion, in its transaction; return its id."""
    row = Purge.objects.create(
        register_id=new.register_id,
        rule=new.rule,
        delay_days=new.delay_days,
        counted_from_at=new.counted_from_at,
        due_at=new.due_at,
        executed_at=at,
        counts={code.value: count for code, count in new.counts.items()},
        visa_reference=new.visa_reference,
        visa_on=new.visa_on,
    )
    return row.pk
