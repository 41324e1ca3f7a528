"""What the trace keeps, and until when."""

from datetime import datetime

from django.db import connection, transaction

from entremise.accounts.vocabulary import Actor


@transaction.atomic
def purge_trace(*, actor: Actor, at: datetime) -> int:
    """Drop tickets after a day, codes and passes when over, bodies of events after twelve months; return how many bodies."""
    with connection.cursor() as cursor:
        cursor.execute("select sealed.purge()")
        return int(cursor.fetchone()[0])
