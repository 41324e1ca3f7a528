"""Tables of what people do together, by subject."""

from entremise.solidarity.models.actions import Action, Certificate, Feed, Place, Slot
from entremise.solidarity.models.budget import BudgetStep, Commitment, Envelope, Expense, Receipt
from entremise.solidarity.models.missions import Mission
from entremise.solidarity.models.shifts import Booking, Shift

__all__ = [
    "Action",
    "Booking",
    "BudgetStep",
    "Certificate",
    "Commitment",
    "Envelope",
    "Expense",
    "Feed",
    "Mission",
    "Place",
    "Receipt",
    "Shift",
    "Slot",
]
