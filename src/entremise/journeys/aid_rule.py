"""The rule in force on what mutual aid shows, and to whom: of the decision, narrowed by the charters."""

from dataclasses import dataclass
from datetime import datetime

from entremise.commons.queries.charters import FIELD_RULE, rule
from entremise.commons.queries.decisions import decision
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.open_mutual_aid import SHOWN_TO_HELPERS, aid_ground


@dataclass(frozen=True, slots=True)
class AidRule:
    """What the desk reads, and what a helper reads once both have said yes."""

    title: str
    number: str
    decided_at: datetime | None
    desk: frozenset[FieldGroup]
    helper: frozenset[FieldGroup]


def aid_rule(at: datetime) -> AidRule:
    """The rule that binds now; refuse with `NOT_OPEN`."""
    ground = aid_ground(at)
    card = decision(ground.decision_id)
    groups = ground.groups & charter_groups(at)
    return AidRule(card.title, card.number, card.decided_at, groups, groups & SHOWN_TO_HELPERS)


def charter_groups(at: datetime) -> frozenset[FieldGroup]:
    """What the charters in force let this purpose read at most."""
    most = rule(f"{FIELD_RULE}{Purpose.MATCH_NEED}", at=at)
    if not isinstance(most, list | tuple):
        return frozenset(FieldGroup)
    return frozenset(FieldGroup(group) for group in most)
