"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.directory.queries import find_services
from entremise.directory.queries.deliveries import service_deliveries, twins_proposed
from entremise.directory.vocabulary import SearchFilters

Sample = Mapping[str, str | int]


def a_public_service() -> Sample:
    found = find_services(filters=SearchFilters(is_for_residents=True), offset=0, size=1, at=now())
    return {"service_id": found.proposals[0].service.service_id}


def a_service() -> Sample:
    found = find_services(filters=SearchFilters(), offset=0, size=1, at=now())
    return {"service_id": found.proposals[0].service.service_id}


def a_delivery() -> Sample:
    return {"delivery_id": service_deliveries(offset=0, size=1)[0].delivery_id}


def a_double() -> Sample:
    return {"twins_id": twins_proposed(offset=0, size=1)[0].twins_id}


SAMPLES: dict[str, Callable[[], Sample]] = {
    "directory:public_service": a_public_service,
    "directory:own_room": a_service,
    **dict.fromkeys(
        (
            "directory:import",
            "directory:import_lines",
            "directory:accept_import",
            "directory:stop_import",
            "directory:undo_import",
        ),
        a_delivery,
    ),
    "directory:settle_double": a_double,
    "directory:export": lambda: {"form": "csv"},
}
