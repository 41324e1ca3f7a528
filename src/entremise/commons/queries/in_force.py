"""What binds some registers now, for one purpose: the question of whoever is about to read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from entremise.commons.models import Activation, Decision, Register
from entremise.commons.queries.decisions import (
    activation_card,
    alive,
    armed,
    decision_card,
)
from entremise.commons.queries.registers import register_card
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.activations import ActivationCard
from entremise.commons.vocabulary.decisions import DecisionCard
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.together import at_once


@dataclass(frozen=True, slots=True)
class InForce:
    """The decisions of the purpose, the youngest first; the plans, the last activated first; the registers."""

    decisions: tuple[DecisionCard, ...]
    activations: tuple[ActivationCard, ...]
    registers: dict[int, RegisterCard]


def in_force(*, purpose: Purpose, register_ids: Collection[int], at: datetime) -> InForce:
    """In one statement; at least one register is named."""
    decisions = Decision.objects.filter(alive(at), purpose=purpose)
    asked = at_once(
        decisions=decisions.order_by("-decided_at", "-pk"),
        activations=Activation.objects.filter(armed(at)).order_by("-activated_at", "-pk"),
        registers=Register.objects.filter(pk__in=register_ids).order_by("pk"),
    )
    return InForce(
        decisions=tuple(map(decision_card, asked["decisions"])),
        activations=tuple(map(activation_card, asked["activations"])),
        registers={row.pk: register_card(row) for row in asked["registers"]},
    )
