"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.accounts.queries import host_organization
from entremise.solidarity.queries.missions import missions_listed

Sample = Mapping[str, str | int]


def a_mission() -> Sample:
    host = host_organization()
    body = 0 if host is None else host.organization_id
    found = missions_listed(organization_id=body, offset=0, size=1, at=now())
    return {"mission_id": found[0].mission_id}


SAMPLES: dict[str, Callable[[], Sample]] = dict.fromkeys(
    ("missions:mission", "missions:accept", "missions:decline", "missions:stop"), a_mission
)
