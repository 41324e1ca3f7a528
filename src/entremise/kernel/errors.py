"""How the product says no: a refusal has a reason, worded in French at the edge."""

from enum import StrEnum


class Refused(Exception):
    """An expected no; `reason` is a member of the refusing area's enumeration, `facts` hold no personal value."""

    def __init__(self, reason: StrEnum, **facts: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts = facts
