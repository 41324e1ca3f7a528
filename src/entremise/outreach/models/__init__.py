"""Tables of calls, by subject."""

from entremise.outreach.models.alarms import Alarm, AlarmRecipient, Task
from entremise.outreach.models.calls import Attempt, Call, Conflict
from entremise.outreach.models.campaigns import Caller, Campaign, CampaignStep, Pool
from entremise.outreach.models.pairs import Pair
from entremise.outreach.models.visits import Visit, VisitStep

__all__ = [
    "Alarm",
    "AlarmRecipient",
    "Attempt",
    "Call",
    "Caller",
    "Campaign",
    "CampaignStep",
    "Conflict",
    "Pair",
    "Pool",
    "Task",
    "Visit",
    "VisitStep",
]
