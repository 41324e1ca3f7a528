"""What a person may stop, in words she can say; and her own card in lines."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.commons.queries.objections import objections_of
from entremise.commons.vocabulary.access import ObjectionCard, ObjectionScope, ObjectionState
from entremise.commons.vocabulary.law import Purpose
from entremise.people.vocabulary import Card, guardian_in

EVERYTHING: Final = "ALL"
SCOPES: Final[tuple[tuple[str, StrOrPromise], ...]] = (
    (Purpose.ALERT_CALL.value, gettext_lazy("calls during alerts")),
    (Purpose.ISOLATION_CALL.value, gettext_lazy("company calls")),
    (EVERYTHING, gettext_lazy("every optional use of the data")),
)
GOES_ON: Final[dict[str, StrOrPromise]] = {
    Purpose.ALERT_CALL.value: gettext_lazy("What else you asked for, and your rights"),
    Purpose.ISOLATION_CALL.value: gettext_lazy("Calls during alerts, and your rights"),
    EVERYTHING: gettext_lazy("Your rights, and help when a life is in danger"),
}


def refusals_of(person: UUID) -> tuple[ObjectionCard, ...]:
    """What she refuses now, the last first; what she took back is left out."""
    return tuple(
        card for card in objections_of(person) if card.state is not ObjectionState.WITHDRAWN
    )


def purpose_of(scope: str) -> Purpose | None:
    """The one purpose to stop; none for every optional use."""
    return None if scope == EVERYTHING else Purpose(scope)


def scope_of(card: ObjectionCard) -> str:
    if card.scope is ObjectionScope.ALL or card.purpose is None:
        return EVERYTHING
    return card.purpose.value


def stopped_by(card: ObjectionCard) -> StrOrPromise:
    """What an objection stopped, in words."""
    if card.scope is ObjectionScope.CAMPAIGN:
        return _("the calls of this campaign")
    return dict(SCOPES).get(scope_of(card)) or _("this use of the data")


def goes_on(card: ObjectionCard) -> StrOrPromise:
    if card.scope is ObjectionScope.CAMPAIGN:
        return _("Other calls, and your rights")
    return GOES_ON.get(scope_of(card)) or _("What else you asked for, and your rights")


def veiled(card: Card) -> Card:
    """Her own entry without what leads to her door: whoever holds her letter and knows her birthday may be another."""
    address = card.address and replace(card.address, line="", complement="")
    relatives = tuple(replace(one, phone="") for one in card.third_parties)
    return replace(card, address=address, third_parties=relatives, district="", mail="")


def facts_of(card: Card) -> tuple[tuple[str, str], ...]:
    """What the registers say of her, without empty lines; numbers as they are read aloud stay with the template."""
    address, contact = card.address, card.contact
    others = card.third_parties  # veiled, they have no number
    rung = next((one for one in others if one.is_named and not one.is_guardian), None)
    guardian = guardian_in(others)
    lines = (
        (
            _("Name"),
            " ".join(filter(None, (card.name.first, card.name.shown))) if card.name else "",
        ),
        (_("Born on"), card.birth.strftime("%d/%m/%Y") if card.birth else ""),
        (_("Age, within five years"), "" if card.birth else card.age_band),
        (_("Mail"), card.mail),
        (
            _("Address"),
            ", ".join(
                filter(
                    None, (address.line, address.complement, f"{address.postcode} {address.town}")
                )
            )
            if address
            else "",
        ),
        (_("District"), card.district),
        (_("How to speak"), contact.hearing_note if contact else ""),
        (_("People to warn"), ", ".join(one.name for one in card.third_parties)),
        (_("Rung when you do not answer"), rung.name if rung else ""),
        (_("Acts for you, told too"), guardian.name if guardian else ""),
        (_("Why registered"), card.quality),
        (_("Remarks"), card.free_text),
        (_("Registered in"), ", ".join(card.sources)),
    )
    return tuple((label, value) for label, value in lines if value)
