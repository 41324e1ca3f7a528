"""Plans in force: who activated them, by which act, when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

ACTIVATION_LASTS_AT_MOST = timedelta(days=60)


class PlanKind(StrEnum):
    ALERT_PLAN = "ALERT_PLAN"  # plan d'alerte et d'urgence, by the prefect
    SAFEGUARD_PLAN = "SAFEGUARD_PLAN"  # plan communal de sauvegarde, by the mayor


class ActKind(StrEnum):
    ACTIVATED = "ACTIVATED"
    TURNED_RED = "TURNED_RED"
    LIFTED = "LIFTED"


@dataclass(frozen=True, slots=True)
class NewActivation:
    plan: PlanKind
    title: str
    kit_code: str
    territory_code: str
    act_reference: str
    act_on: date
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ActivationCard:
    activation_id: int
    number: str
    plan: PlanKind
    title: str
    act_reference: str
    act_on: date
    activated_at: datetime
    lifted_at: datetime | None
    expires_at: datetime
    is_red: bool
    kit_code: str = ""
    territory_code: str = ""


@dataclass(frozen=True, slots=True)
class ActCard:
    """A dated step of an activation: who, which act, when."""

    at: datetime
    kind: ActKind
    user_id: int
    act_reference: str
    act_on: date
