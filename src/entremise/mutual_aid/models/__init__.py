"""Tables of needs, offers and what brings them together, by subject."""

from entremise.mutual_aid.models.mandates import Mandate
from entremise.mutual_aid.models.matching import (
    Introduction,
    Proposal,
    Relay,
    Resemblance,
    Round,
)
from entremise.mutual_aid.models.membership import Membership
from entremise.mutual_aid.models.needs import Need, Step, Task
from entremise.mutual_aid.models.offers import Credential, Invitation, Offer
from entremise.mutual_aid.models.tips import Tip, TipReport

__all__ = [
    "Credential",
    "Introduction",
    "Invitation",
    "Mandate",
    "Membership",
    "Need",
    "Offer",
    "Proposal",
    "Relay",
    "Resemblance",
    "Round",
    "Step",
    "Task",
    "Tip",
    "TipReport",
]
