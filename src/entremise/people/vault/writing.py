"""Writing about one person: her sheet, a text, a copy of a card into another register."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.registers import record_in, register
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import cards_from, redeem
from entremise.people.vault.encoding import around_bytes
from entremise.people.vault.keys import key_to_seal
from entremise.people.vault.marks import kinds_refreshed, mark_keys
from entremise.people.vault.packing import Bundle, Writer, Written, new_record_ids
from entremise.people.vault.persons import add_people
from entremise.people.vocabulary import Around, Card, Refusal, Sheet

IDENTITY = (FieldGroup.NAME, FieldGroup.BIRTH, FieldGroup.PHONE)
SAFE_TO_COPY = frozenset(
    {
        FieldGroup.NAME,
        FieldGroup.PHONE,
        FieldGroup.MAIL,
        FieldGroup.ADDRESS,
        FieldGroup.DISTRICT,
        FieldGroup.SITUATION,
        FieldGroup.CONTACT,
        FieldGroup.THIRD_PARTY,
    }
)


def writer_of(
    *, actor: Actor, grant_id: int | None, register_id: int, batch: int | None = None
) -> Writer:
    """Who writes, with the register's present key."""
    key = key_to_seal(register(register_id).key_id)
    return Writer(actor, grant_id, register_id, key, mark_keys(), batch)


@transaction.atomic
def store_sheet(
    *,
    actor: Actor,
    grant_id: int | None,
    register_id: int,
    sheet: Sheet,
    mode: RegistrationMode,
    at: datetime,
    person: UUID | None = None,
) -> UUID:
    """Write what the sheet says of a new or known person; return her uuid; refuse with `NOT_AVAILABLE`.

    Without grant and account: a resident's own entry, of somebody unknown here."""
    known = None if person is None else record_in(register_id=register_id, person=person)
    whole = (
        sheet if known is None else completed(actor, grant_id, register_id, known.person, sheet, at)
    )
    person = person or add_people(count=1, at=at)[0]
    record = new_record_ids(1)[0] if known is None else known.record_id
    bundle = Bundle(writer_of(actor=actor, grant_id=grant_id, register_id=register_id))
    bundle.add_record(record, person, mode, at)
    bundle.add_sheet(record, whole, is_known=known is not None)
    bundle.mark_kinds = kinds_refreshed(whole)
    refuse_left_out(bundle.send())
    return person


def refuse_left_out(written: Written) -> None:
    if (
        written.left_out
    ):  # somebody opposed every use and was erased: her own word alone brings her back
        raise Refused(Refusal.OBJECTED)


def completed(
    actor: Actor,
    grant_id: int | None,
    register_id: int,
    person: UUID,
    sheet: Sheet,
    at: datetime,
) -> Sheet:
    """A sheet that changes a part of the identity, with the other parts: the marks are made of all of them."""
    says = (sheet.name is not None, sheet.birth is not None, bool(sheet.phones))
    if grant_id is None or all(says) or not any(says):
        return sheet
    try:
        held = own_values(actor, grant_id, register_id, person, at)
    except Refused:  # a writer who may not read: she says what she knows
        return sheet
    return replace(
        sheet,
        name=sheet.name or held.name,
        birth=sheet.birth or (None if sheet.birth_year else held.birth),
        phones=sheet.phones or held.phones,
    )


def own_values(actor: Actor, grant_id: int, register_id: int, person: UUID, at: datetime) -> Card:
    tickets = ask(actor=actor, grant_ids=[grant_id], person=person, groups=IDENTITY, at=at)
    rows = redeem("select * from sealed.redeem(%s::uuid[])", [list(tickets)])
    here = [row for row in rows if row.register_id == register_id]
    if not here:
        raise Refused(Refusal.TICKET_REFUSED)
    return cards_from(here, at)[person]


@transaction.atomic
def store_text(
    *,
    actor: Actor,
    grant_id: int,
    register_id: int,
    person: UUID,
    group: FieldGroup,
    text: str,
    at: datetime,
) -> int:
    """Write one text (answers, facts, free text) into her record, made if need be; return the record's id; an empty text removes."""
    known = record_in(register_id=register_id, person=person)
    record = new_record_ids(1)[0] if known is None else known.record_id
    bundle = Bundle(writer_of(actor=actor, grant_id=grant_id, register_id=register_id))
    bundle.add_record(record, person, RegistrationMode.SELF, at)
    bundle.add_text(record, group, text.encode())
    refuse_left_out(bundle.send())
    return record


@transaction.atomic
def add_to_register(
    *,
    actor: Actor,
    grant_id: int,
    register_id: int,
    person: UUID,
    at: datetime,
    mode: RegistrationMode = RegistrationMode.SELF,
) -> int:
    """An empty record of a known person in a register, or the one she has; return its id; refuse with `NOT_AVAILABLE`."""
    known = record_in(register_id=register_id, person=person)
    if known is not None:
        return known.record_id
    record = new_record_ids(1)[0]
    bundle = Bundle(writer_of(actor=actor, grant_id=grant_id, register_id=register_id))
    bundle.add_record(record, person, mode, at)
    refuse_left_out(bundle.send())
    return record


def copy_into(
    *,
    actor: Actor,
    grant_id: int,
    card: Card,
    register_id: int,
    groups: Collection[FieldGroup],
    at: datetime,
) -> int:
    """Copy an opened card into her record of another register, with her consent; return the record's id; refuse with `NOT_AVAILABLE`."""
    record = add_to_register(
        actor=actor, grant_id=grant_id, register_id=register_id, person=card.person, at=at
    )
    sheet = sheet_from(card, SAFE_TO_COPY & set(groups))
    bundle = Bundle(writer_of(actor=actor, grant_id=grant_id, register_id=register_id))
    bundle.add_record(record, card.person, RegistrationMode.SELF, at)
    bundle.add_sheet(record, sheet)
    bundle.mark_kinds = kinds_refreshed(sheet)
    if FieldGroup.AROUND in groups and card.around.is_represented:
        told_too = Around(is_represented=True)
        bundle.add_text(record, FieldGroup.AROUND, around_bytes(told_too))
    if FieldGroup.AGE_BAND in groups and card.age_band:
        bundle.add_text(record, FieldGroup.AGE_BAND, str(year_in(card.age_band, at)).encode())
    bundle.send()
    return record


def sheet_from(card: Card, groups: Collection[FieldGroup]) -> Sheet:
    return Sheet(
        name=card.name if FieldGroup.NAME in groups else None,
        phones=card.phones if FieldGroup.PHONE in groups else (),
        mail=card.mail if FieldGroup.MAIL in groups else "",
        address=card.address if FieldGroup.ADDRESS in groups else None,
        district=card.district if FieldGroup.DISTRICT in groups else "",
        situation=card.situation if FieldGroup.SITUATION in groups else None,
        contact=card.contact if FieldGroup.CONTACT in groups else None,
        third_parties=card.third_parties if FieldGroup.THIRD_PARTY in groups else (),
    )


def year_in(band: str, at: datetime) -> int:
    """A year of birth that gives the same band this year; the true one was not shown."""
    return at.year - int(band.rstrip("+").split("-")[0])
