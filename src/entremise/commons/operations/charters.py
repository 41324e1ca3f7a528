"""A charter is adopted by an act; a stricter one suspends at once the grants of decisions that do not conform."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Charter, CharterRule, Grant
from entremise.commons.queries.charters import FIELD_RULE, shipped_rules, shipped_version
from entremise.commons.rules import is_as_strict, is_stopped_by_rule
from entremise.commons.vocabulary.access import GrantState
from entremise.commons.vocabulary.charters import NewCharter, RuleCard
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.law import (
    CALLED_WITH,
    FIELDS_AT_MOST,
    NEVER_STOPPED,
    Purpose,
)
from entremise.kernel.errors import Refused

CAPS = {"reveals_per_caller_hour", "records_per_page"}  # of duties too: at zero nobody is called
DUTIES = NEVER_STOPPED | {Purpose.PREFECT_TRANSMISSION}  # what the law orders, no charter narrows


@transaction.atomic
def adopt_charter(*, actor: Actor, new: NewCharter, at: datetime) -> int:
    """Put a charter in force in place of the former of the same body and scope; return its id; refuse with `NOT_YOUR_TURN`, `ACT_MISSING`, `RULE_TOO_LOOSE`.

    Grants of decisions that no longer conform are suspended in the same transaction: open tickets die.
    Grants of the law stay, since no charter switches off a duty: the seal reads less under them from now on."""
    if not actor.has(Role.DECIDER):
        raise Refused(Refusal.NOT_YOUR_TURN)
    if not new.adopting_act.strip():
        raise Refused(Refusal.ACT_MISSING)
    rules = tuple(rules_of(new.stricter))
    former = Charter.objects.select_for_update().filter(
        scope=new.scope, organization_id=new.organization_id, superseded_at=None
    )
    former.update(superseded_at=at)
    row = Charter.objects.create(
        version=version_after(new),
        scope=new.scope,
        organization_id=new.organization_id,
        adopting_act=new.adopting_act,
        in_force_at=at,
    )
    CharterRule.objects.bulk_create(
        CharterRule(
            charter=row,
            code=one.code,
            key=one.key,
            label=one.label,
            value=one.value,
            stricter=one.stricter,
            law_floor=one.law_floor,
        )
        for one in rules
    )
    suspend_what_does_not_conform(rules)
    return row.pk


def version_after(new: NewCharter) -> str:
    """The shipped version, and how many times this body has adopted one."""
    count = Charter.objects.filter(scope=new.scope, organization_id=new.organization_id).count()
    return f"{shipped_version()}-{count + 1}"


def rules_of(stricter: Mapping[str, object]) -> Iterator[RuleCard]:
    """The shipped rules, made stricter where this community is, and its limits on fields."""
    shipped = {one.key: one for one in shipped_rules()}
    if any(key not in shipped and not key.startswith(FIELD_RULE) for key in stricter):
        raise Refused(Refusal.RULE_TOO_LOOSE)
    for one in shipped.values():
        value = stricter.get(one.key, one.value)
        is_switched_off = one.key in CAPS and not is_open(value)
        if is_switched_off or not is_as_strict(value, one.value, one.stricter):
            raise Refused(Refusal.RULE_TOO_LOOSE)
        yield RuleCard(one.code, one.key, one.label, value, one.stricter, one.law_floor)
    for key, value in stricter.items():
        if key.startswith(FIELD_RULE):
            yield field_rule(key, value)


def is_open(cap: object) -> bool:
    """Whether a cap leaves at least one reading an hour."""
    parts = cap.values() if isinstance(cap, dict) else (cap,)
    return all(isinstance(part, int) and part > 0 for part in parts)


def field_rule(key: str, value: object) -> RuleCard:
    """A limit on what one purpose reads: `groups.ALERT_CALL` and the list of groups at most."""
    purpose = key.removeprefix(FIELD_RULE)
    is_free = purpose in Purpose.__members__ and purpose not in DUTIES
    most = FIELDS_AT_MOST[Purpose(purpose)] if is_free else frozenset()
    if not value or not is_as_strict(value, sorted(most), "subset_is_stricter"):
        raise Refused(Refusal.RULE_TOO_LOOSE)
    if purpose == Purpose.ALERT_CALL and not is_as_strict(
        value, sorted(CALLED_WITH), "superset_is_stricter"
    ):
        raise Refused(Refusal.RULE_TOO_LOOSE)
    return RuleCard("R1-02", key, "informations lisibles", value, "subset_is_stricter", "")


def suspend_what_does_not_conform(rules: tuple[RuleCard, ...]) -> int:
    """Grants of decisions whose fields a rule forbids; caps need no suspension, the seal takes the lowest."""
    limits = [one for one in rules if one.key.startswith(FIELD_RULE)]
    active = (
        Grant.objects.select_for_update()
        .filter(state=GrantState.ACTIVE, decision__isnull=False)
        .order_by("pk")
    )
    stopped = [
        grant.pk
        for grant in active
        if any(
            is_stopped_by_rule(
                one.key,
                one.value,
                purpose=grant.purpose,
                groups=grant.groups,
                reach=grant.reach,
                cap=grant.hourly_cap,
            )
            for one in limits
        )
    ]
    return Grant.objects.filter(pk__in=stopped).update(state=GrantState.SUSPENDED)
