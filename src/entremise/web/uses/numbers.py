"""The numbers of one use: people read and refused under its decision, small numbers hidden."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from entremise.commons.queries.access import access_counts, people_reached
from entremise.commons.queries.objections import objection_counts
from entremise.commons.vocabulary.decisions import DecisionCard
from entremise.commons.vocabulary.uses import PublicUse

NEARLY = 90  # percent of the people that a decision may reach
FEW = 11  # smaller numbers could point to somebody
Numbers = dict[str, int | None]  # none: fewer than eleven


def counts_of(use: PublicUse, at: datetime) -> Numbers:
    """Readings and refusals since the decision of this use began, of this decision alone."""
    begun = begun_at(use)
    if begun is None or begun[1] >= at:
        return {}
    decision_id, since = begun
    counts = access_counts(since=since, until=at, decision_id=decision_id)
    refusals = sum(objection_counts(since, at).values())
    found = {
        "people_reached": people_reached([decision_id])[decision_id],
        "people_read": counts.people,
        "readings": counts.opened,
        "readings_refused": counts.refused,
        "objections_all_uses": refusals,
    }
    return {name: shown(count) for name, count in found.items()}


def shown(count: int) -> int | None:
    return count if count == 0 or count >= FEW else None


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people a decision has reached, of how many it may."""

    people: int
    most: int
    is_nearly_full: bool
    is_over: bool


def reached_of(cards: Collection[DecisionCard]) -> dict[int, Reached]:
    """For those who watch the number: deciders, leads, the DPO."""
    found = people_reached([card.decision_id for card in cards])
    return {
        card.decision_id: Reached(
            people=found[card.decision_id],
            most=card.people_cap,
            is_nearly_full=found[card.decision_id] * 100 >= card.people_cap * NEARLY,
            is_over=found[card.decision_id] > card.people_cap,
        )
        for card in cards
    }


def nearly_reached(
    cards: Collection[DecisionCard],
) -> tuple[tuple[DecisionCard, Reached], ...]:
    """Of these decisions, those whose number is nearly reached or passed: a lead is told before the machine stops."""
    found = reached_of(cards)
    return tuple(
        (card, found[card.decision_id]) for card in cards if found[card.decision_id].is_nearly_full
    )


def begun_at(use: PublicUse) -> tuple[int, datetime] | None:
    """The decision under which data is read, and since when: the vote's, or the emergency's before it."""
    if use.decision is not None and use.decision.starts_at is not None:
        return use.decision.decision_id, use.decision.starts_at
    if use.emergency is not None and use.emergency.starts_at is not None:
        return use.emergency.decision_id, use.emergency.starts_at
    return None


def numbers_of(use: PublicUse, at: datetime) -> tuple[tuple[str, str], ...]:
    """The same in words."""
    words = {
        "people_reached": _("People reached under this decision"),
        "people_read": _("People whose data was read"),
        "readings": _("Readings"),
        "readings_refused": _("Readings refused by the machine"),
        "objections_all_uses": _("People who said no, all uses together"),
    }
    few = _("fewer than 11")
    found = counts_of(use, at)
    lines = tuple(
        (words[name], few if count is None else str(count)) for name, count in found.items()
    )
    reached, voted = found.get("people_reached") or 0, use.expected_people
    if reached <= voted:
        return lines
    over = _("%(reached)s people reached, %(voted)s voted") % {"reached": reached, "voted": voted}
    return (*lines, (_("More people than voted"), over))
