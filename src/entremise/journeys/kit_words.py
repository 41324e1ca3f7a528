"""What all messages share: the body that signs them, the texts of kits filled in, the frame of a letter."""

from collections.abc import Mapping
from typing import Final

import phonenumbers
from django.utils.translation import gettext as _

from entremise.accounts.queries import host_organization
from entremise.kits.queries import current_version_id, message
from entremise.kits.vocabulary.leaving import LEAVES_BY, ORDINARY, SentText

SIGNED_WITHIN: Final = 20  # signs of a sender's name, as kits count them
Facts = Mapping[str, str]


class NoText(Exception):
    """Nothing can be said: the kit has no such text, or a fact is missing to fill it in."""


def kit_text(text: SentText, facts: Facts) -> str:
    """A text of the contents in use, signed by the body. Raises `NoText`."""
    version_id = current_version_id(code=ORDINARY)
    row = message(version_id=version_id, code=text, channel=LEAVES_BY)
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
