"""Her own words behind a code of six letters: read and corrected by herself, without account; nothing else of her opens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.registers import register
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import card_from, redeem
from entremise.people.vault.encoding import clear_groups
from entremise.people.vault.following import follow_digest, second_digest, seconds_of
from entremise.people.vault.keys import key_to_seal
from entremise.people.vault.marks import mark_keys, marks_of_phones
from entremise.people.vault.packing import literal
from entremise.people.vault.sealing import place_of, seal_all
from entremise.people.vault.tracking import on_trace
from entremise.people.vocabulary import Card, Refusal, Sheet


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the pass opened, and where it stands."""

    card: Card
    register_id: int
    record: int


def give_own_code(
    *,
    actor: Actor,
    grant_id: int | None,
    register_id: int,
    person: UUID,
    code: str,
    sheet: Sheet,
    at: datetime,
    former: bytes | None = None,
) -> None:
    """Let this code open her own words, and the former one no longer; the phones and the birth of the sheet are its second elements.

    Without grant and account: of an entry made in this same transaction. Refuse with `NOT_AVAILABLE`, `SECOND_ELEMENT_MISSING`."""
    seconds = seconds_of(code=code, sheet=sheet)
    with connection.cursor() as cursor:
        cursor.execute(
            "select sealed.give_own_code(%s, %s, %s, %s, %s, %s, %s::bytea[], %s)",
            [
                actor.user_id,
                actor.organization_id,
                grant_id,
                register_id,
                person,
                follow_digest(code=code),
                list(seconds),
                former,
            ],
        )
        refusal = cursor.fetchone()[0]
    if refusal == Refusal.SECOND_ELEMENT_MISSING:
        raise Refused(Refusal.SECOND_ELEMENT_MISSING)
    if refusal:
        raise Refused(Denial.NOT_AVAILABLE)


@transaction.atomic
def end_own_code(*, person: UUID, code: str, at: datetime) -> None:
    """This code and the pages it opened open nothing of hers any more; again is nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select sealed.end_own_code(%s, %s)", [person, follow_digest(code=code)])


def open_own(*, code: str, second: str, at: datetime) -> UUID:
    """A pass of 15 minutes; refuse with `CODE_REFUSED`, one answer for every mistake."""
    given = [follow_digest(code=code), second_digest(code=code, second=second)]
    pass_id: UUID | None = on_trace("select sealed.open_own(%s, %s)", given)[0][0]
    if pass_id is None:
        raise Refused(Refusal.CODE_REFUSED)
    return pass_id


def own_words(*, pass_id: UUID, at: datetime) -> OwnWords:
    """What she wrote, and how she may be reached; noted in her trace; refuse with `CODE_REFUSED`."""
    ticket = on_trace("select sealed.ask_own_words(%s)", [pass_id])[0][0]
    rows = redeem("select * from sealed.redeem_own_words(%s, %s)", [pass_id, ticket])
    if not rows:
        raise Refused(Refusal.CODE_REFUSED)
    first = rows[0]
    return OwnWords(card_from(first.person, rows, at), first.register_id, first.record)


@transaction.atomic
def write_own_words(
    *, pass_id: UUID, own: OwnWords, sheet: Sheet, at: datetime, code: str = ""
) -> None:
    """Write her text, contact or phones as the sheet says them; with the code, a new phone opens it too; refuse with `CODE_REFUSED`."""
    key = key_to_seal(register(own.register_id).key_id)
    place = place_of(own.register_id, own.record)
    groups = clear_groups(sheet)
    values = seal_all(key, place, groups)
    marks = marks_of_phones(sheet, mark_keys())
    seconds = seconds_of(code=code, sheet=Sheet(phones=sheet.phones[:1]))
    with connection.cursor() as cursor:
        cursor.execute(
            "select sealed.store_own_words(%s, %s, %s::text[], %s::integer[], %s, %s::text[], %s, %s)",
            [
                pass_id,
                key.key_id,
                literal(group for group, _ in groups),
                literal(map(str, map(len, values))),
                b"".join(values),
                literal(kind for kind, _ in marks),
                b"".join(mark for _, mark in marks),
                seconds[0] if code and seconds else None,
            ],
        )
        if cursor.fetchone()[0]:
            raise Refused(Refusal.CODE_REFUSED)
