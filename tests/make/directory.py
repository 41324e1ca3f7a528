"""Builders of services."""

from itertools import count

from tests.make.accounts import LONG_AGO

from entremise.accounts.vocabulary import SYSTEM
from entremise.directory.operations import add_service
from entremise.directory.queries import service as card
from entremise.directory.vocabulary import NewService, ServiceCard

numbers = count(100_000)  # as many digits each, so that names sort as they were made


def service(**given: object) -> ServiceCard:
    """A service that does everything, everywhere."""
    defaults: dict[str, object] = {
        "name": f"Service numéro {next(numbers)}",
        "themes": ("courses_repas",),
    }
    at = given.pop("at", LONG_AGO)
    service_id = add_service(actor=SYSTEM, new=NewService(**(defaults | given)), at=at)
    found = card(service_id=service_id)
    assert found is not None
    return found
