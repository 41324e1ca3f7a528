"""Two sources may bring one service: it is proposed, and a human says whether it is the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.directory.models import Service, Twins
from entremise.directory.vocabulary import Alike, Refusal
from entremise.kernel.errors import Refused

ALIKE_NAMES: Final = 0.6  # the share of the shorter name's words
AT_MOST: Final = 5  # doubles of one service: more is a switchboard that many share
Known = tuple[int, str | None, str, str, str, list[int]]


def propose_twins(new: Sequence[Service]) -> int:
    """Note the pairs of a new service and one that is here of another source; return how many."""
    pairs = {tuple(sorted(pair)) for pair in pairs_among(new)}
    Twins.objects.bulk_create(
        [Twins(one_id=one, other_id=other, state=Alike.PROPOSED) for one, other in sorted(pairs)],
        ignore_conflicts=True,
    )
    return len(pairs)


def pairs_among(new: Sequence[Service]) -> Iterator[tuple[int, int]]:
    if not new:
        return
    rows: Iterable[Known] = (
        Service.objects.filter(is_active=True, same_as=None)
        .order_by("pk")
        .values_list("pk", "source_id", "phone", "sort_key", "town", "name_words")
    )
    by_phone: dict[str, list[Known]] = defaultdict(list)
    by_name: dict[str, list[Known]] = defaultdict(list)
    for row in rows:
        by_phone[row[2]].append(row)
        by_name[row[3]].append(row)
    for one in new:
        near = [*by_name[one.sort_key], *(by_phone[one.phone] if one.phone else ())]
        found = {
            row[0]
            for row in near
            if row[1] != one.source_id and is_alike(one.name_words, row[5], one.town, row[4])
        }
        if len(found) <= AT_MOST:
            yield from ((one.pk, number) for number in found)


def is_alike(one: Sequence[int], other: Sequence[int], town: str, other_town: str) -> bool:
    """Most words of the shorter name, and no other town."""
    if town and other_town and town.casefold() != other_town.casefold():
        return False
    shorter = min(len(one), len(other)) or 1
    return len({*one} & {*other}) / shorter >= ALIKE_NAMES


@transaction.atomic
def settle_twins(*, actor: Actor, twins_id: int, are_same: bool, at: datetime) -> None:
    """One service: the entry that was corrected or entered here, else the older, is proposed alone. Refuse with `NOT_FOUND`."""
    row = Twins.objects.select_for_update().filter(pk=twins_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    row.state = Alike.SAME if are_same else Alike.DIFFERENT
    row.settled_by, row.settled_at = actor.user_id, at
    row.save()
    both = list(
        Service.objects.select_for_update().filter(pk__in=[row.one_id, row.other_id]).order_by("pk")
    )
    kept, double = sorted(
        both, key=lambda one: (one.source_id is not None, not one.corrected, one.pk)
    )
    if are_same:
        double.same_as = kept
    elif double.same_as_id == kept.pk:
        double.same_as = None
    double.save(update_fields=["same_as"])
