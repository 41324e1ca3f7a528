"""What all messages share: the body that signs them, the texts of kits filled in, the frame of a letter."""

from collections.abc import Mapping
from typing import Final

import phonenumbers
from django.utils.translation import gettext as _

from entremise.accounts.queries import host_organization
from entremise.kits.queries import message

SIGNED_WITHIN: Final = 20  # signs of a sender's name, as kits count them
Facts = Mapping[str, str]


class NoText(Exception):
    """Nothing can be said: the kit has no such text, or a fact is missing to fill it in."""


def kit_text(*, version_id: int, code: str, channel: str, facts: Facts) -> str:
    """A text of a version of a kit, signed by the body. Raises `NoText`."""
    row = message(version_id=version_id, code=code, channel=channel)
    if row is None:
        raise NoText
    try:
        return "\n\n".join(row.text).format_map(house() | dict(facts))
    except KeyError:  # a gap in a text would be read as a sign of fraud
        raise NoText from None


def house() -> dict[str, str]:
    """What texts say of the body whose instance this is."""
    host = host_organization()
    if host is None or not host.phone:
        return {}
    number = phonenumbers.format_number(
        phonenumbers.parse(host.phone), phonenumbers.PhoneNumberFormat.NATIONAL
    )
    return {
        "emetteur": host.name[:SIGNED_WITHIN],
        "collectivite": host.name_with_article,
        "de_collectivite": host.name_after_de,
        "standard": number,
    }


def letter(*paragraphs: str) -> str:
    return "\n\n".join((_("Hello,"), *paragraphs)) + "\n"
