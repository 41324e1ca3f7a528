"""Who may be rung beside a person, and who was in this hold; never an identity."""

from datetime import datetime

from django.utils.timezone import localtime

from entremise.engines.calling import is_unreachable
from entremise.outreach.models import Attempt, Call, SecondContact
from entremise.outreach.rules import calling_rules
from entremise.outreach.vocabulary.contacts import ContactCard, ContactKind, News


def has_tried_enough(*, call_id: int, at: datetime) -> bool:
    """Whether she was tried as often, and on as many half-days, as the plan asks before somebody goes and sees her; this hold counts."""
    call = Call.objects.select_related("campaign").get(pk=call_id)
    shown = Attempt.objects.filter(call=call, shown_at__isnull=False).order_by("pk")
    tries = [localtime(moment) for moment in shown.values_list("shown_at", flat=True) if moment]
    return is_unreachable(calling_rules(call.campaign), tries, localtime(at))


def contacts_of(*, attempt_id: int) -> tuple[ContactCard, ...]:
    """Whom this hold has rung beside her, in order."""
    rows = SecondContact.objects.filter(attempt_id=attempt_id).order_by("shown_at", "pk")
    return tuple(
        ContactCard(
            kind=ContactKind(row.kind),
            shown_at=row.shown_at,
            news=News(row.news) if row.news else None,
            noted_at=row.noted_at,
        )
        for row in rows
    )
