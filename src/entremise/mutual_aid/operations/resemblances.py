"""Two people who may be one: suggested to the owner of the need, decided by her, remembered; nothing is merged."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Resemblance
from entremise.mutual_aid.operations.tracing import note, own_need
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import Verdict


@transaction.atomic
def note_resemblances(
    *, actor: Actor, need_id: int, people: Collection[UUID], at: datetime
) -> None:
    """Keep whom the person resembles, once each; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row = own_need(need_id, actor)
    kept = set(Resemblance.objects.filter(need=row).values_list("person", flat=True))
    new = [one for one in people if one not in kept]
    if new:
        Resemblance.objects.bulk_create(Resemblance(need=row, person=one) for one in new)
        note(row, actor, at, "RESEMBLES", str(len(new)))


@transaction.atomic
def say_who(*, actor: Actor, resemblance_id: int, verdict: Verdict, at: datetime) -> int:
    """The same person, or another one; it can be said anew; return the need; refuse with `HELD_BY_ANOTHER`, `NOT_FOUND`, `WRONG_STATE`."""
    found = Resemblance.objects.filter(pk=resemblance_id).order_by("pk").first()
    if found is None:
        raise Refused(Refusal.NOT_FOUND)
    need = own_need(found.need_id, actor)
    found.verdict, found.decided_by_id, found.decided_at = verdict, actor.user_id, at
    found.save()
    note(need, actor, at, f"{verdict}_PERSON")
    return need.pk
