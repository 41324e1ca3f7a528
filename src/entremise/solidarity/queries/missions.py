"""What may be asked of mission acts: one's own, those of a body, and whom the insurer covers."""

from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.timezone import localtime

from entremise.solidarity.models import Mission
from entremise.solidarity.vocabulary.missions import MissionCard, MissionState


def missions_of(*, user_id: int, at: datetime) -> tuple[MissionCard, ...]:
    """The missions of a helper, the last first."""
    rows = Mission.objects.filter(user_id=user_id).order_by("-proposed_at", "-pk")
    return tuple(mission_card(row, localtime(at).date()) for row in rows)


def missions_listed(
    *, organization_id: int, offset: int, size: int, at: datetime
) -> tuple[MissionCard, ...]:
    """The missions of a body, the last first."""
    rows = Mission.objects.filter(organization_id=organization_id).order_by("-proposed_at", "-pk")
    return tuple(mission_card(row, localtime(at).date()) for row in rows[offset : offset + size])


def missions_count(*, organization_id: int) -> int:
    """How many missions a body has asked for."""
    return Mission.objects.filter(organization_id=organization_id).count()


def mission(*, mission_id: int, at: datetime) -> MissionCard:
    """One mission."""
    return mission_card(Mission.objects.get(pk=mission_id), localtime(at).date())


def covered(
    *, organization_id: int, since: date, until: date, at: datetime
) -> tuple[MissionCard, ...]:
    """Who is covered on a day or more between these two, both included, by first day: the insurer's list."""
    rows = Mission.objects.filter(
        organization_id=organization_id,
        covered_from_on__lte=until,
        covered_until__gte=Greatest(Value(since), F("covered_from_on")),  # ended on its eve: never
    )
    today = localtime(at).date()
    return tuple(mission_card(row, today) for row in rows.order_by("covered_from_on", "pk"))


def mission_card(row: Mission, today: date) -> MissionCard:
    return MissionCard(
        mission_id=row.pk,
        user_id=row.user_id,
        organization_id=row.organization_id,
        tasks=row.tasks,
        act_reference=row.act_reference,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=state_of(row, today),
        proposed_by=row.proposed_by_id,
        proposed_at=row.proposed_at,
        accepted_at=row.accepted_at,
        covered_from=row.covered_from_on,
        covered_until=row.covered_until,
        ended_because=row.ended_because,
    )


def state_of(row: Mission, today: date) -> MissionState:
    if row.declined_at is not None:
        return MissionState.DECLINED
    if row.ended_at is not None or (row.covered_until or row.ends_on) < today:
        return MissionState.ENDED
    if row.covered_from_on is None:
        return MissionState.PROPOSED
    return MissionState.COVERED if row.covered_from_on <= today else MissionState.ACCEPTED
