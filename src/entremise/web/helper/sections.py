"""What is held of a helper, in words: the same on the page and on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from entremise.accounts.queries import organizations_by_id
from entremise.journeys.helper_data import HelperData, OwnEntry
from entremise.journeys.message_words import SUBJECTS
from entremise.mutual_aid.queries.helper import Asked, Checked, KeptOfOffer, Met
from entremise.mutual_aid.vocabulary.wording import (
    CHANNELS,
    KINDS,
    MEANS,
    OFFER_STATES,
    OUTCOMES,
    REFUSAL_REASONS,
    RELEASES,
    slot_words,
)
from entremise.notices.vocabulary import MessageCard
from entremise.people.vocabulary import Card
from entremise.solidarity.vocabulary.actions import CertificateCard, Given, MyPlace
from entremise.web.actions.words import PLACES, in_hours
from entremise.web.aid.lines import STEPS, Labels, distance_said, distance_words, labels
from entremise.web.aid.words import CREDENTIALS
from entremise.web.gate.words import STATES
from entremise.web.phone.languages import language_name
from entremise.web.templatetags.shell import on_paper, phone


@dataclass(frozen=True, slots=True)
class Thing:
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    things: tuple[Thing, ...]
    none: str


def sections_of(data: HelperData) -> tuple[Section, ...]:
    words, nothing = labels(), _("Nothing is kept.")
    bodies = names_of_bodies(data)
    return (
        Section(_("Who you are"), tuple(entry(one, words) for one in data.entries), nothing),
        Section(_("What you offer"), tuple(offer(one, words) for one in data.offers), nothing),
        Section(
            _("What you were asked"),
            tuple(asked(one, words) for kept in data.offers for one in kept.asked),
            nothing,
        ),
        Section(
            _("Whom you helped, without names"),
            tuple(met(one, words) for kept in data.offers for one in kept.met),
            nothing,
        ),
        Section(
            _("Actions and time given"),
            (
                *(given(one, bodies) for one in data.hours),
                *map(place, data.places),
                *(certificate(one, bodies) for one in data.certificates),
            ),
            nothing,
        ),
        Section(_("Messages to you"), tuple(map(message, data.messages)), nothing),
        Section(
            _("What was noted of your offers"),
            tuple(trace(one) for one in data.offers),
            nothing,
        ),
    )


def names_of_bodies(data: HelperData) -> dict[int, str]:
    wanted = {one.organization_id for one in data.hours}
    wanted |= {one.organization_id for one in data.certificates}
    return {number: body.name for number, body in organizations_by_id(wanted).items()}


def told(*pairs: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """What is known, in words."""
    return tuple((label, said(value)) for label, value in pairs if said(value))


def said(value: object) -> str:
    if isinstance(value, datetime):
        return on_paper(localtime(value).date())
    if isinstance(value, date):
        return on_paper(value)
    if isinstance(value, tuple):
        return ", ".join(map(said, value))
    return "" if value is None else str(value)


def entry(own: OwnEntry, words: Labels) -> Thing:
    card = own.card
    name = f"{card.name.first} {card.name.shown}".strip() if card.name else ""
    spoken = language_name(card.contact.language) if card.contact else ""
    return Thing(
        name or _("Your entry"),
        told(
            (_("Date of birth"), card.birth),
            (_("Age"), card.age_band),
            (_("Phone"), tuple(map(phone, card.phones))),
            (_("E-mail"), card.mail),
            (_("Address"), address_of(card)),
            (_("District"), words.district(card.district)),
            (_("Language"), spoken),
            *(
                (_("What you wrote with %(offer)s") % {"offer": one}, text)
                for one, text in own.words.items()
            ),
        ),
    )


def address_of(card: Card) -> tuple[str, ...]:
    at = card.address
    return () if at is None else tuple(filter(None, (at.line, at.complement, at.postcode, at.town)))


def offer(kept: KeptOfOffer, words: Labels) -> Thing:
    card = kept.offer
    ended = RELEASES[card.release_reason] if card.release_reason else ""
    return Thing(
        f"{card.number}, {', '.join(words.category(code) for code in card.categories)}",
        told(
            (_("State"), OFFER_STATES[card.state]),
            (_("Ended because"), ended),
            (_("How often"), KINDS[card.kind]),
            (_("How it reached us"), CHANNELS[card.channel]),
            (_("Made on"), card.opened_at),
            (_("District"), words.district(card.district)),
            (_("Place, to some two hundred metres"), place_of(kept)),
            (_("As far as"), distance_said(card.radius_m)),
            (_("People at once"), card.capacity),
            (_("Moments"), tuple(slot_words(slot) for slot in card.slots)),
            (_("Means"), tuple(str(MEANS[one]) for one in card.means)),
            (_("Languages"), tuple(language_name(one) for one in card.languages)),
            (_("Until"), card.until),
            (_("Helped so far"), card.helped_count),
            (_("Age"), _("16 or 17") if card.is_minor else ""),
            *(checked(one) for one in kept.credentials),
        ),
    )


def place_of(kept: KeptOfOffer) -> str:
    spot = kept.offer.spot
    return "" if spot is None else f"{spot.lat:.3f}, {spot.lon:.3f}"


def checked(one: Checked) -> tuple[str, str]:
    seen = _("seen on %(on)s, until %(until)s") % {
        "on": on_paper(one.checked_on),
        "until": on_paper(one.until),
    }
    return str(CREDENTIALS.get(one.kind, one.kind)), seen


def asked(one: Asked, words: Labels) -> Thing:
    made = one.proposal
    return Thing(
        f"{one.need}, {words.category(one.category)}",
        told(
            (_("What was needed"), one.sentence),
            (_("How far"), "" if made.distance_m is None else distance_words(made.distance_m)),
            (_("Found on"), made.made_at),
            (_("You were asked on"), made.sent_at),
            (_("Answered or ended on"), made.decided_at),
            (_("What became of it"), _("yes") if one.has_met else STATES[made.state]),
            (_("Reason"), "" if one.has_met or not made.reason else REFUSAL_REASONS[made.reason]),
        ),
    )


def met(one: Met, words: Labels) -> Thing:
    card = one.meeting
    return Thing(
        f"{one.need}, {words.category(one.category)}",
        told(
            (_("Your yes"), card.helper_agreed_at),
            (_("The person's yes"), card.person_agreed_at),
            (_("Word for the door"), card.word),
            (_("Day"), card.meet_on),
            (_("Ended on"), card.closed_at),
            (_("How it went"), OUTCOMES[card.outcome] if card.outcome else ""),
        ),
    )


def given(one: Given, bodies: dict[int, str]) -> Thing:
    return Thing(
        bodies.get(one.organization_id, ""),
        told(
            (_("Time given"), in_hours(one.minutes)),
            (_("From"), one.first_on),
            (_("To"), one.last_on),
        ),
    )


def place(one: MyPlace) -> Thing:
    return Thing(
        one.action.title,
        told((_("When"), one.card.slot.starts_at), (_("State"), PLACES[one.card.state])),
    )


def certificate(one: CertificateCard, bodies: dict[int, str]) -> Thing:
    return Thing(
        _("Certificate of hours"),
        told(
            (_("Who certifies"), bodies.get(one.organization_id, "")),
            (_("Time given"), in_hours(one.minutes)),
            (_("Issued on"), one.issued_at),
            (_("Code"), one.code),
        ),
    )


def message(one: MessageCard) -> Thing:
    return Thing(
        str(SUBJECTS[one.template]),
        told((_("Made on"), one.made_at), (_("Sent on"), one.sent_at)),
    )


def trace(kept: KeptOfOffer) -> Thing:
    return Thing(kept.offer.number, lines_of(kept))


def lines_of(kept: KeptOfOffer) -> tuple[tuple[str, str], ...]:
    return tuple((said(one.at), str(STEPS.get(one.kind, one.kind))) for one in kept.steps)
