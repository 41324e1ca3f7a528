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
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vocabulary import Card, Situation, ThirdParty, guardian_in
from entremise.web.phone.languages import language_name
from entremise.web.phone.wording import district_name, hints, yes_or_no
from entremise.web.templatetags.shell import phone

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
    """Her own entry without what leads to her door, nor who is behind it: whoever holds her letter and knows her birthday may be another."""
    address = card.address and replace(card.address, line="", complement="")
    relatives = tuple(replace(one, phone="") for one in card.third_parties)
    return replace(
        card, address=address, third_parties=relatives, district="", mail="", situation=None
    )


def reached(one: ThirdParty) -> str:
    return f"{one.name}, {phone(one.phone)}" if one.phone else one.name


def facts_of(card: Card) -> tuple[tuple[str, str], ...]:
    """What the registers say of her, without empty lines; numbers as they are read aloud stay with the template."""
    address, contact = card.address, card.contact
    lives = card.situation or Situation()
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
        (_("District"), district_name(card.district) if card.district else ""),
        (_("Language"), language_name(contact.language) if contact else ""),
        (_("How to speak"), ", ".join(hints(card))),
        (_("Lives alone"), yes_or_no(lives.lives_alone)),
        (_("Hot home"), yes_or_no(lives.hot_home)),
        (_("Top floor"), yes_or_no(lives.top_floor)),
        (_("Has somebody to warn"), yes_or_no(lives.has_relative)),
        (_("People to warn"), ", ".join(map(reached, others))),
        (_("Rung when you do not answer"), rung.name if rung else ""),
        (_("Acts for you, told too"), guardian.name if guardian else ""),
        (_("Why registered"), card.quality),
        (_("Remarks"), " · ".join(Words.opened(card.free_text).texts.values())),
        (_("Registered in"), ", ".join(card.sources)),
    )
    return tuple((label, value) for label, value in lines if value)
