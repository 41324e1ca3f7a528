"""Charters: the rules that a community has given itself, the strictest of all in force."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db.models import Q

from entremise.commons.models import Charter, CharterRule, Grant
from entremise.commons.rules import is_stopped_by_rule, strictest
from entremise.commons.vocabulary.charters import (
    CharterCard,
    CharterPart,
    CharterScope,
    DryRun,
    RuleCard,
    RuleWords,
)

RULE_CODE = re.compile(r"R\d-\d\d")
FIELD_RULE = "groups."
SHIPPED = Path(__file__).parent.parent / "content" / "charter_rules.toml"


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[RuleCard, ...]:
    """The rules of the starter charter, with their defaults and what the law asks at least."""
    read = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return tuple(
        RuleCard(
            code=rule["id"],
            key=rule["key"],
            label=rule["label"],
            value=rule["default"],
            stricter=rule["stricter"],
            law_floor=rule.get("law_floor", ""),
        )
        for rule in read["rules"]
    )


def shipped_version() -> str:
    """The version of the starter charter."""
    return str(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["version"])


@lru_cache(maxsize=1)
def charter_parts() -> tuple[CharterPart, ...]:
    """The eight parts of the starter charter, in the words that everybody reads."""
    parts = re.split(r"^### \d+\. ", first_chapter(), flags=re.MULTILINE)[1:]
    return tuple(charter_part(part) for part in parts)


def charter_part(text: str) -> CharterPart:
    title, _, rest = text.partition("\n")
    rows = [line.strip("| ").split(" | ") for line in rest.splitlines() if line.startswith("| ")]
    words = next(row[0] for row in rows if row[0] != "Pour tous")
    codes = tuple(row[0] for row in rows if RULE_CODE.fullmatch(row[0]))
    return CharterPart(title=title.strip(), text=words, codes=codes)


@lru_cache(maxsize=1)
def rule_words() -> Mapping[str, RuleWords]:
    """The shipped rules in plain words, by code."""
    rows = (line.strip("| ").split(" | ") for line in first_chapter().splitlines())
    return {
        row[0]: RuleWords(default=checked(row[2]), law=checked(row[3]))
        for row in rows
        if len(row) == 4 and RULE_CODE.fullmatch(row[0])
    }


def first_chapter() -> str:
    text = (SHIPPED.parent / "charter.md").read_text(encoding="utf-8")
    return text.split("\n## 2. ")[0]


def checked(text: str) -> str:
    """Without the marks of the editors, and a dash for nothing."""
    return re.sub(r"\s*\[à vérifier[^\]]*\]", "", text).strip().removeprefix("-").strip()


def in_force(at: datetime) -> Q:
    return Q(in_force_at__lte=at) & (Q(superseded_at=None) | Q(superseded_at__gt=at))


def charters_in_force(*, at: datetime) -> tuple[CharterCard, ...]:
    """The charters that bind now: commune, group of communes, département."""
    rows = Charter.objects.filter(in_force(at)).prefetch_related("rules").order_by("scope", "pk")
    return tuple(charter_card(row) for row in rows)


def charters() -> tuple[CharterCard, ...]:
    """All charters ever adopted, the last first."""
    rows = Charter.objects.prefetch_related("rules").order_by("-in_force_at", "-pk")
    return tuple(charter_card(row) for row in rows)


def rule(key: str, *, at: datetime) -> object:
    """The value of a rule now: the strictest over the charters in force, the shipped one without charter."""
    return rules(key, at=at)[key]


def rules(*keys: str, at: datetime) -> dict[str, object]:
    """The values of several rules now, in one statement."""
    rows = CharterRule.objects.filter(in_charters_in_force(at), key__in=keys).order_by("pk")
    found = list(rows.values_list("key", "value"))
    return {key: value_of(key, [value for own, value in found if own == key]) for key in keys}


def value_of(key: str, values: Sequence[object]) -> object:
    shipped = next((one for one in shipped_rules() if one.key == key), None)
    if not values:
        return None if shipped is None else shipped.value
    return strictest(values, "subset_is_stricter" if shipped is None else shipped.stricter)


def in_charters_in_force(at: datetime) -> Q:
    superseded = Q(charter__superseded_at=None) | Q(charter__superseded_at__gt=at)
    return Q(charter__in_force_at__lte=at) & superseded


def number_rule(key: str, *, at: datetime, part: str = "") -> float:
    """A rule that is a number, or one part of a rule that has several."""
    return as_number(key, rule(key, at=at), part)


def as_number(key: str, value: object, part: str = "") -> float:
    if part and isinstance(value, Mapping):
        value = value[part]
    if not isinstance(value, int | float):
        raise TypeError(f"the rule {key} is not a number")
    return value


def list_rule(key: str, *, at: datetime) -> tuple[str, ...]:
    """A rule that is a list of words."""
    return as_list(key, rule(key, at=at))


def as_list(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(f"the rule {key} is not a list")
    return tuple(str(item) for item in value)


def dry_run(*, key: str, value: object) -> DryRun:
    """How many of the grants given so far a rule would have stopped; a limit on fields narrows those of the law, and stops none."""
    grants = Grant.objects.order_by("pk")
    if key.startswith(FIELD_RULE):
        grants = grants.filter(decision__isnull=False)
    judged = [
        is_stopped_by_rule(key, value, purpose=purpose, groups=groups, reach=reach, cap=cap)
        for purpose, groups, reach, cap in grants.values_list(
            "purpose", "groups", "reach", "hourly_cap"
        )
    ]
    return DryRun(stopped=sum(judged), total=len(judged))


def charter_card(row: Charter) -> CharterCard:
    rules = sorted(row.rules.all(), key=lambda one: (one.code, one.key))
    return CharterCard(
        charter_id=row.pk,
        version=row.version,
        scope=CharterScope(row.scope),
        organization_id=row.organization_id,
        adopting_act=row.adopting_act,
        in_force_at=row.in_force_at,
        superseded_at=row.superseded_at,
        rules=tuple(
            RuleCard(one.code, one.key, one.label, one.value, one.stricter, one.law_floor)
            for one in rules
        ),
    )
