"""Whoever mutual aid concerns is written to: where her account says, else where her sheet says, read when it leaves.

A sheet is read in the name of one human of the desk, the owner of the need if she has one: her role, her cap and the person's refusal are judged then."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from entremise.accounts.queries import accounts_with_role, contact_of, roles_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import assign
from entremise.commons.vocabulary.access import NewAssignment, Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.aid_card import grants
from entremise.journeys.deliver_notice import first_mobile, is_mobile
from entremise.journeys.hand_link import is_reached
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.telling import note_untold
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.needs import ForWhom, NeedCard
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.notices.operations import queue_message
from entremise.notices.queries import is_set_up, written_to
from entremise.notices.vocabulary import Channel, MessageTemplate, NewMessage, Registered
from entremise.people.vocabulary import Sheet

ANSWER_SALT: Final = "answer by link"
SHOWN_ANYWAY: Final = frozenset({MessageTemplate.WORD_WAITS})  # the need says that a word waits
TYPED_A_DAY: Final = 3
CODE_SERVES: Final = timedelta(days=2)
TELLING: Final = (
    "TELLING"  # by which the desk reads where to write, until the message serves no more
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message: the fact it tells once, the need or offer it is about, until when it serves, what it asks."""

    template: MessageTemplate
    fact: str
    about: Origin
    until: datetime
    facts: Mapping[str, str] = field(default_factory=dict)
    asks: Origin | None = None

    @property
    def key(self) -> str:
        return f"{self.template}:{self.fact}"


def receipt(template: MessageTemplate, about: Origin, code: str, at: datetime) -> Said:
    """The six letters by which she follows; another code is another message."""
    fact = hashlib.sha256(code.encode()).hexdigest()[:16]
    return Said(template, f"{about.id} {fact}", about, at + CODE_SERVES, {"code": code})


def site(name: str, *args: object) -> str:
    return settings.ENTREMISE_SITE_URL + reverse(name, args=args)


def answer_link(origin: Origin) -> str:
    return site("asking:answer", signing.dumps([origin.kind, origin.id], salt=ANSWER_SALT))


def tell_person(*, need: NeedCard, said: Said, at: datetime) -> None:
    """Write to whoever asked for herself; else, or when it cannot be done, the trace says that somebody rings.

    In danger, whoever threatens her may read her phone; for somebody else, whoever holds the phone is not who must say yes."""
    if need.is_danger or need.for_whom is not ForWhom.SELF:
        note_untold(about=said.about, at=at)
    else:
        tell_registered(need.person, need.owner_id, said, at)


def tell_helper(*, offer: OfferCard, owner_id: int | None, said: Said, at: datetime) -> None:
    """Write to whoever helps: by her account if it says where, else by her sheet."""
    if offer.user_id is None or not tell_account(offer.user_id, said, at):
        tell_registered(offer.person, owner_id, said, at)


def tell_typed(*, sheet: Sheet, said: Said, at: datetime) -> None:
    """Write to whoever typed where, a moment ago; nothing when she gave no mobile phone and no mail.

    Anybody may type the number of somebody else: one number gets few in a day."""
    mobile = first_mobile(sheet.phones)
    if mobile and is_set_up(channel=Channel.SMS):
        if written_to(mobile, since=at - timedelta(days=1)) < TYPED_A_DAY:
            send(said, Channel.SMS, mobile, at)
    elif sheet.mail and is_set_up(channel=Channel.EMAIL):
        send(said, Channel.EMAIL, sheet.mail, at)


def tell_account(user_id: int, said: Said, at: datetime) -> bool:
    """By text message, else by mail; false when the account says neither."""
    contact = contact_of(user_id=user_id)
    if is_reached(contact, Channel.SMS) and is_mobile(contact.phone):
        send(said, Channel.SMS, contact.phone, at)
        return True
    return tell_by_mail(user_id, said, at)


def tell_by_mail(user_id: int, said: Said, at: datetime) -> bool:
    """False when the account says no mail, or none leaves here."""
    contact = contact_of(user_id=user_id)
    if not is_reached(contact, Channel.EMAIL):
        return False
    send(said, Channel.EMAIL, contact.mail, at)
    return True


def tell_registered(person: UUID, owner_id: int | None, said: Said, at: datetime) -> None:
    """By text message, which goes by mail when she has no mobile phone."""
    try:
        send(said, way_out(), recipient(person, owner_id, said, at), at)
    except Refused:
        if said.about.kind in set(Thing) and said.template not in SHOWN_ANYWAY:
            note_untold(about=said.about, at=at)


def way_out() -> Channel:
    """Refuse with `NOT_OPEN` when nothing leaves from here."""
    for channel in (Channel.SMS, Channel.EMAIL):
        if is_set_up(channel=channel):
            return channel
    raise Refused(Refusal.NOT_OPEN)


def recipient(person: UUID, owner_id: int | None, said: Said, at: datetime) -> Registered:
    """Under the desk's grant of assigned people; refuse with `NOT_OPEN`, `NOT_AVAILABLE`."""
    register_id, reader = aid_ground(at).register_id, reader_of(owner_id, said.about.id, at)
    grant_id = grants(reader, register_id, Reach.ASSIGNED, at)[0]
    user_id, organization_id = reader.user_id or 0, reader.organization_id or 0
    new = NewAssignment(
        user_id=user_id,
        person=person,
        purpose=Purpose.MATCH_NEED,
        origin=Origin(TELLING, said.about.id),
        until=said.until,
    )
    assign(new=new, at=at)
    return Registered(person, grant_id, user_id, organization_id)


def reader_of(owner_id: int | None, turn: int, at: datetime) -> Actor:
    """The owner, or when nobody is one a colleague, each in turn; refuse with `NOT_OPEN` when the desk is empty."""
    desk = sorted(
        one.user_id for one in accounts_with_role(role=Role.GO_BETWEEN, organization_id=None, at=at)
    )
    if not desk:
        raise Refused(Refusal.NOT_OPEN)
    user_id = owner_id if owner_id in desk else desk[turn % len(desk)]
    held = roles_of(user_id=user_id, at=at)
    body = next(one.organization_id for one in held if one.role is Role.GO_BETWEEN)
    return Actor(user_id=user_id, organization_id=body, roles=frozenset({Role.GO_BETWEEN}))


def send(said: Said, channel: Channel, to: str | Registered, at: datetime) -> None:
    answer = {} if said.asks is None else {"answer": answer_link(said.asks)}
    new = NewMessage(
        key=said.key,
        channel=channel,
        template=said.template,
        recipient=to,
        facts={**said.facts, **answer},
        useful_until=said.until,
        expects=said.asks,
        about=said.about,
    )
    queue_message(new=new, at=at)
