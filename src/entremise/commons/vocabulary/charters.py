"""Charters: the rules that a community gives itself within the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CharterScope(StrEnum):
    COMMUNE = "COMMUNE"
    EPCI = "EPCI"
    DEPARTEMENT = "DEPARTEMENT"


@dataclass(frozen=True, slots=True)
class NewCharter:
    """A charter to adopt: the shipped rules, and where this community is stricter."""

    organization_id: int
    adopting_act: str
    scope: CharterScope = CharterScope.COMMUNE
    stricter: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleCard:
    code: str
    key: str
    label: str
    value: object
    stricter: str
    law_floor: str


@dataclass(frozen=True, slots=True)
class CharterCard:
    charter_id: int
    version: str
    scope: CharterScope
    organization_id: int
    adopting_act: str
    in_force_at: datetime
    superseded_at: datetime | None
    rules: tuple[RuleCard, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would have stopped among all grants given so far."""

    stopped: int
    total: int


@dataclass(frozen=True, slots=True)
class CharterPart:
    """One of the eight parts of the charter: its title, its words for everybody, the codes of its rules."""

    title: str
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A shipped rule in plain words: its default, and what the law asks at least."""

    default: str
    law: str
