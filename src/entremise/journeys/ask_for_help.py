"""Somebody asks for help, or offers it, on the web without account: her sheet, her words and the thing itself, together."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.engines.danger import sounds_like_danger
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.journeys.telling import receipt, tell_typed
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.mandates import ask_mandate
from entremise.mutual_aid.operations.needs import receive_need
from entremise.mutual_aid.operations.offers import receive_offer
from entremise.mutual_aid.queries.needs import need_with_key
from entremise.mutual_aid.queries.offers import offer_with_key
from entremise.mutual_aid.vocabulary.common import Channel, Spot, Thing
from entremise.mutual_aid.vocabulary.mandates import NewMandate, Tie
from entremise.mutual_aid.vocabulary.needs import Consent, ForWhom, NewNeed, Urgency, When
from entremise.mutual_aid.vocabulary.offers import Means, NewOffer, OfferKind
from entremise.mutual_aid.vocabulary.words import Words
from entremise.notices.vocabulary import MessageTemplate
from entremise.people.vault.following import follow_code, follow_digest, seconds_of
from entremise.people.vault.own_words import give_own_code
from entremise.people.vault.writing import store_sheet
from entremise.people.vocabulary import Sheet


@dataclass(frozen=True, slots=True)
class Asker:
    tie: Tie
    phone: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident typed; `key` came with the form."""

    key: UUID
    sheet: Sheet
    words: str
    category: str
    spot: Spot | None
    when: When
    for_whom: ForWhom
    urgency: Urgency
    is_shown: bool
    consent: Consent | None = None
    quantity: int = 0
    asker: Asker | None = None  # somebody else, who may act for her once the desk has her yes

    def answered(self) -> Sheet:
        """Who has the receipt with the code: whoever typed it."""
        return self.sheet if self.asker is None else replace(self.sheet, phones=(self.asker.phone,))


@dataclass(frozen=True, slots=True)
class Offered:
    """What a helper typed."""

    key: UUID
    sheet: Sheet
    words: str
    kind: OfferKind
    categories: tuple[str, ...]
    spot: Spot | None
    radius_m: int
    capacity: int
    languages: tuple[str, ...]
    means: tuple[Means, ...]
    slots: tuple[str, ...]
    is_minor: bool
    quantity: int = 0


@transaction.atomic
def ask_for_help(*, asked: Asked, at: datetime) -> str:
    """Note the need once and return its code, the same for the same form; refuse with `NOT_OPEN`, `OBJECTED`."""
    code = follow_code(key=asked.key)
    one_at_a_time(asked.key)
    if need_with_key(asked.key) is None:
        mode = RegistrationMode.SELF
        if asked.for_whom is not ForWhom.SELF:
            mode = RegistrationMode.REPRESENTATIVE
        person = entered(asked.key, asked.sheet, asked.words, mode, at)
        new = new_need(asked, person, code)
        need_id = receive_need(actor=RESIDENT, new=new, at=at)
        if asked.asker is None:
            open_own_words(asked.key, person, asked.sheet, at)
        else:
            ask_mandate(new=new_mandate(asked, asked.asker, person, need_id), at=at)
        if asked.asker is not None or not new.is_danger:  # whoever threatens her may read her phone
            said = receipt(MessageTemplate.NEED_NOTED, Origin(Thing.NEED, need_id), code, at)
            tell_typed(sheet=asked.answered(), said=said, at=at)
    return code


def new_mandate(asked: Asked, asker: Asker, person: UUID, need_id: int) -> NewMandate:
    """The code of this form is that of whoever asks: it shows the state, and no more before the desk has the person's yes."""
    code = follow_code(key=asked.key)
    return NewMandate(
        key=asked.key,
        person=person,
        need_id=need_id,
        tie=asker.tie,
        code=follow_digest(code=code),
        seconds=seconds_of(code=code, sheet=Sheet(phones=(asker.phone,))),
    )


def one_at_a_time(key: UUID) -> None:
    """The same form from two tabs: the second one waits, then finds what the first has noted."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"form {key}"])


def entered(key: UUID, sheet: Sheet, words: str, mode: RegistrationMode, at: datetime) -> UUID:
    """A new person each time: the desk says whether she is known, never the machine."""
    return store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=aid_ground(at).register_id,
        sheet=replace(sheet, free_text=Words().with_text(key, words).text()),
        mode=mode,
        at=at,
    )


def open_own_words(key: UUID, person: UUID, sheet: Sheet, at: datetime) -> None:
    """Her code opens what she wrote."""
    give_own_code(
        actor=RESIDENT,
        grant_id=None,
        register_id=aid_ground(at).register_id,
        person=person,
        code=follow_code(key=key),
        sheet=sheet,
        at=at,
    )


def new_need(asked: Asked, person: UUID, code: str) -> NewNeed:
    return NewNeed(
        key=asked.key,
        person=person,
        category=asked.category,
        channel=Channel.FORM,
        spot=asked.spot,
        when=asked.when,
        for_whom=asked.for_whom,
        urgency=asked.urgency,
        is_danger=sounds_like_danger(asked.words),
        is_shown=asked.is_shown,
        language=language_of(asked.sheet),
        consent=asked.consent,
        quantity=asked.quantity,
        code=None if asked.asker else follow_digest(code=code),
        seconds=() if asked.asker else seconds_of(code=code, sheet=asked.sheet),
    )


def language_of(sheet: Sheet) -> str:
    """What a helper must speak: nothing is asked for by who speaks French."""
    language = sheet.contact.language if sheet.contact else "fr"
    return "" if language == "fr" else language


@transaction.atomic
def offer_help(*, offered: Offered, at: datetime) -> str:
    """Note the offer once and return its code; refuse with `NOT_OPEN`, `OBJECTED`."""
    code = follow_code(key=offered.key)
    one_at_a_time(offered.key)
    if offer_with_key(offered.key) is None:
        person = entered(offered.key, offered.sheet, offered.words, RegistrationMode.SELF, at)
        open_own_words(offered.key, person, offered.sheet, at)
        new = NewOffer(
            key=offered.key,
            person=person,
            kind=offered.kind,
            channel=Channel.FORM,
            categories=offered.categories,
            spot=offered.spot,
            radius_m=offered.radius_m,
            capacity=offered.capacity,
            languages=offered.languages,
            means=offered.means,
            slots=offered.slots,
            is_minor=offered.is_minor,
            quantity=offered.quantity,
            code=follow_digest(code=code),
            seconds=seconds_of(code=code, sheet=offered.sheet),
        )
        offer_id = receive_offer(actor=RESIDENT, new=new, at=at)
        said = receipt(MessageTemplate.OFFER_NOTED, Origin(Thing.OFFER, offer_id), code, at)
        tell_typed(sheet=offered.sheet, said=said, at=at)
    return code
