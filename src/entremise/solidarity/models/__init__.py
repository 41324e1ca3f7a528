"""Tables of what people do together, by subject."""

from entremise.solidarity.models.actions import Action, Certificate, Feed, Place, Slot
from entremise.solidarity.models.shifts import Booking, Shift

__all__ = ["Action", "Booking", "Certificate", "Feed", "Place", "Shift", "Slot"]
