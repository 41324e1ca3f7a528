"""Which person a code names; never who she is."""

from collections.abc import Collection
from uuid import UUID

from entremise.people.models import Person


def codes_of(people: Collection[UUID]) -> dict[UUID, str]:
    """The codes shown to staff (« P-K7M2XQ »), in one statement."""
    rows = Person.objects.filter(pk__in=people).order_by("pk").values_list("pk", "code")
    return {person: f"P-{code}" for person, code in rows}


def code_of(person: UUID) -> str:
    """The code of one person; empty when nobody is known by this uuid."""
    return codes_of([person]).get(person, "")


def person_with_code(code: str) -> UUID | None:
    """The person whom a code names, typed with or without « P- », in any case."""
    bare = code.strip().upper().removeprefix("P-").replace(" ", "")
    rows = Person.objects.filter(code=bare, erased_at=None).order_by("pk")
    return rows.values_list("pk", flat=True).first()
