"""Tables of what people do together, by subject."""

from entremise.solidarity.models.shifts import Booking, Shift

__all__ = ["Booking", "Shift"]
