"""Numbers that people read aloud: U-2026-03, D-2026-01, A-2026-02, X-2026-01, B-2026-01."""

from datetime import datetime

from django.db import connection
from django.utils.timezone import localtime

from entremise.commons.models import Activation, Decision, Elimination, Export, UseRequest


def next_number(
    table: type[Activation | Decision | Elimination | Export | UseRequest],
    letter: str,
    at: datetime,
) -> str:
    """The next number of the year; two at once wait for each other until the end of the transaction."""
    start = f"{letter}-{localtime(at).year}-"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [start])
    taken = table.objects.filter(number__startswith=start).values_list("number", flat=True)
    last = max((int(number.rsplit("-", 1)[1]) for number in taken), default=0)
    return f"{start}{last + 1:02d}"
