"""Two visitors who should have called in are looked for: who can help is told, and may read where they went."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.journeys.raise_alarm import let_see
from entremise.outreach.operations.alarms import raise_alarm
from entremise.outreach.queries.alarms import alarm, alarms_of
from entremise.outreach.queries.visits import silent_visits
from entremise.outreach.vocabulary.calls import AlarmKind
from entremise.outreach.vocabulary.visits import VisitCard


def watch_visitors(*, at: datetime) -> int:
    """One alarm for each pair that is silent, once while it is open; return how many are new."""
    return sum(look_for(visit, at) for visit in silent_visits(at=at))


@transaction.atomic
def look_for(visit: VisitCard, at: datetime) -> bool:
    if any(one.visit_id == visit.visit_id for one in alarms_of(campaign_id=visit.campaign_id)):
        return False
    alarm_id = raise_alarm(
        actor=Actor(user_id=visit.first_id),
        campaign_id=visit.campaign_id,
        kind=AlarmKind.NO_RETURN,
        visit_id=visit.visit_id,
        at=at,
    )
    let_see(visit.person, alarm(alarm_id=alarm_id).recipients, alarm_id, at)
    return True
