"""Builders of kits: the shipped ones, as every instance has them."""

from tests.make.accounts import LONG_AGO

from entremise.kits.operations.loading import load_shipped
from entremise.kits.queries import current_version_id


def kit_version(code: str = "canicule") -> int:
    """The id of the newest version of a shipped kit."""
    load_shipped(actor_id=None, at=LONG_AGO)
    return current_version_id(code=code)
