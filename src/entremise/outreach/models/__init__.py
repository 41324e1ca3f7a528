"""Tables of calls, by subject."""

from entremise.outreach.models.alarms import Alarm, AlarmRecipient, Task
from entremise.outreach.models.calls import Attempt, Call, Conflict
from entremise.outreach.models.campaigns import Caller, Campaign, CampaignStep, Pool
from entremise.outreach.models.contacts import SecondContact
from entremise.outreach.models.drills import Drill, DrillPerson
from entremise.outreach.models.pairs import Pair
from entremise.outreach.models.paper import Bundle, Sheet
from entremise.outreach.models.reviews import Review, ScriptRemark
from entremise.outreach.models.ring_backs import OwnPhone, RingBack
from entremise.outreach.models.staffing import Engagement, Exercise, LevelMove, Milestone
from entremise.outreach.models.visits import Visit, VisitStep
from entremise.outreach.models.waves import Wave

__all__ = [
    "Alarm",
    "AlarmRecipient",
    "Attempt",
    "Bundle",
    "Call",
    "Caller",
    "Campaign",
    "CampaignStep",
    "Conflict",
    "Drill",
    "DrillPerson",
    "Engagement",
    "Exercise",
    "LevelMove",
    "Milestone",
    "OwnPhone",
    "Pair",
    "Pool",
    "Review",
    "RingBack",
    "ScriptRemark",
    "SecondContact",
    "Sheet",
    "Task",
    "Visit",
    "VisitStep",
    "Wave",
]
