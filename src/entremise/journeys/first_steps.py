"""What an instance still lacks before a first alert and a first help: roles that nobody holds, things that are not there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from entremise.accounts.queries import roles_held
from entremise.accounts.vocabulary import Role
from entremise.commons.queries.registers import registers_open
from entremise.commons.queries.votes import has_needed_colleges
from entremise.territory.queries import districts, street_count

# In the order in which they come in: each needs the one before.
NEEDED: Final = (
    Role.STEWARD,
    Role.DPO,
    Role.LEGAL_OFFICER,
    Role.DECIDER,
    Role.CAMPAIGN_LEAD,
    Role.ORIENTEUR,
    Role.CLERK,
    Role.GO_BETWEEN,
)


class Thing(StrEnum):
    PLACES = "PLACES"  # districts and streets
    COLLEGES = "COLLEGES"  # those without which no vote opens
    REGISTER = "REGISTER"


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What is missing, of how much."""

    roles: tuple[Role, ...]
    things: tuple[Thing, ...]
    total: int = len(NEEDED) + len(Thing)

    @property
    def done(self) -> int:
        return self.total - len(self.roles) - len(self.things)


def first_steps(*, at: datetime) -> FirstSteps:
    held = roles_held(at=at)
    there = {
        Thing.PLACES: bool(districts()) and street_count() > 0,
        Thing.COLLEGES: has_needed_colleges(at),
        Thing.REGISTER: bool(registers_open()),
    }
    return FirstSteps(
        roles=tuple(role for role in NEEDED if role not in held),
        things=tuple(thing for thing in Thing if not there[thing]),
    )
