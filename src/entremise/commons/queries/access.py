"""How often data was read and refused: numbers alone, for the public register and the boards."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from entremise.commons.vocabulary.access import AccessCounts
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.origin import Origin


def access_counts(
    *,
    since: datetime,
    until: datetime,
    purpose: Purpose | None = None,
    origin: Origin | None = None,
    decision_id: int | None = None,
) -> AccessCounts:
    """People opened, refusals, searches and bulk readings between two moments, of one purpose, campaign or decision if given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select purpose, opened, refused, people, searched, computed, exported from sealed.counts(%s, %s, %s, %s, %s, %s)",
            [
                since,
                until,
                purpose,
                None if origin is None else origin.kind,
                None if origin is None else origin.id,
                decision_id,
            ],
        )
        rows = cursor.fetchall()
    return AccessCounts(
        opened=sum(row[1] for row in rows),
        refused=sum(row[2] for row in rows),
        people=sum(row[3] for row in rows),
        searched=sum(row[4] for row in rows),
        computed=sum(row[5] for row in rows),
        exported=sum(row[6] for row in rows),
        by_purpose={Purpose(row[0]): row[1] for row in rows},
    )


def people_reached(decision_ids: Collection[int]) -> dict[int, int]:
    """How many people have been opened under each of these decisions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select decision, people from sealed.reached_by(%s::bigint[])", [list(decision_ids)]
        )
        found: dict[int, int] = dict(cursor.fetchall())
    return {decision_id: found.get(decision_id, 0) for decision_id in decision_ids}
