"""Builders of kits: the shipped ones, as every instance has them."""

from tests.make.accounts import LONG_AGO

from entremise.kits.models import KitVersion
from entremise.kits.operations.loading import load_shipped
from entremise.kits.queries import current_version_id
from entremise.kits.vocabulary import Provenance


def kit_version(code: str = "canicule") -> int:
    """The id of the newest version of a shipped kit."""
    load_shipped(actor_id=None, at=LONG_AGO)
    return current_version_id(code=code)


def day_and_night(code: str = "canicule") -> int:
    """The id of a version that calls at any hour, for tests by the real clock; it is not in use."""
    shipped = KitVersion.objects.get(pk=kit_version(code))
    days = ["mon", "tue", "wed", "thu", "fri", "sat"]
    hours = [{"days": days, "from": "00:00:00", "to": "23:59:59.999999"}]
    content = shipped.content | {"calling": shipped.content["calling"] | {"hours": hours}}
    row, _is_new = KitVersion.objects.get_or_create(
        kit=shipped.kit,
        number=1000,
        defaults={
            "content": content,
            "provenance": Provenance.WAITING,
            "made_at": LONG_AGO,
        },
    )
    return row.pk
