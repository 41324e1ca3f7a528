"""The two of a meeting write to each other without a number: sealed, held when it gives one too early, told to the other side."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import FieldGroup
from entremise.engines.danger import sounds_like_danger
from entremise.engines.holding import Hold, holds
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.journeys.raise_concern import writer
from entremise.journeys.telling import Said, site, tell_helper, tell_person
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.introductions import ORIGIN as MEETING
from entremise.mutual_aid.operations.relays import keep_relay, let_through, note_read
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.queries.relays import relay, relays_of
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.matching import NewRelay, RelayCard, Side
from entremise.notices.vocabulary import MessageTemplate
from entremise.people.vault.notes import NewNote, keep_note, open_notes, show_note

# Once both have said yes they know each other's number; money and insults are read by the desk always.
HELD_EVER: Final = frozenset({Hold.IBAN, Hold.INSULT})
TOLD_WITHIN: Final = timedelta(days=2)
TOLD_AGAIN_AFTER: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes: an account, or the person with the pass of her own words; and for which side, aloud on the phone or herself."""

    actor: Actor
    side: Side
    pass_id: UUID | None = None
    is_aloud: bool = False


@dataclass(frozen=True, slots=True)
class RelayLine:
    """A word as one of them, or the owner, reads it; no text where it is closed to the reader."""

    card: RelayCard
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    is_held: bool
    is_danger: bool


@transaction.atomic
def send_word(*, by: Writing, introduction_id: int, key: UUID, text: str, at: datetime) -> Sent:
    """Keep a word for the other side, once for its key; whoever answers has read; refuse with `NOT_YOURS`, `WRONG_STATE`, `NOT_OPEN`, `NOT_AVAILABLE`."""
    met = introduction(introduction_id)
    found = holds(text)
    if met.revealed_at is not None:
        found = tuple(one for one in found if one in HELD_EVER)
    is_danger = sounds_like_danger(text)
    new = NewRelay(key, introduction_id, by.side, found, is_danger)
    if keep_relay(actor=by.actor, new=new, at=at):
        register_id = aid_ground(at).register_id
        keep_note(
            by=writer(by.actor, by.pass_id, register_id, at),
            new=NewNote(
                id=key,
                register_id=register_id,
                person=need(met.need_id).person,
                origin=Origin(MEETING, introduction_id),
                group=FieldGroup.FREE_TEXT,
                role=Role.GO_BETWEEN,
                is_by_person=by.side is Side.PERSON,
                is_shown=not found,
                helper_id=offer(met.offer_id, on=localdate(at)).user_id,
            ),
            text=text,
            at=at,
        )
        tell_other_side(introduction_id, by.side.other, at)
    if not by.is_aloud:
        note_read(actor=by.actor, introduction_id=introduction_id, by=by.side, at=at)
    return Sent(bool(found), is_danger)


def tell_other_side(introduction_id: int, side: Side, at: datetime) -> None:
    """« A word waits for you », once for those of four hours; without account the desk reads it to a helper on the phone."""
    waiting = [
        one for one in relays_of(introduction_id) if one.side is side.other and is_waiting(one)
    ]
    if not waiting or (len(waiting) > 1 and is_told_of_already(*waiting[-2:])):
        return
    met = introduction(introduction_id)
    wanted, of = need(met.need_id), offer(met.offer_id, on=localdate(at))
    page = site("asking:follow")
    if side is Side.HELPER:
        page = site("helper:words", introduction_id) if of.user_id else ""
    said = Said(
        template=MessageTemplate.WORD_WAITS,
        fact=str(waiting[-1].relay_id),
        about=Origin(Thing.NEED, met.need_id),
        until=at + TOLD_WITHIN,
        facts={"lien": page} if page else {},
    )
    if side is Side.PERSON:
        tell_person(need=wanted, said=said, at=at)
    else:
        tell_helper(offer=of, owner_id=wanted.owner_id, said=said, at=at)


def is_told_of_already(former: RelayCard, last: RelayCard) -> bool:
    return last.at - former.at < TOLD_AGAIN_AFTER


def is_waiting(word: RelayCard) -> bool:
    return not word.held and word.read_at is None


def read_words(*, by: Writing, introduction_id: int, at: datetime) -> tuple[RelayLine, ...]:
    """The words that this reader may read now; her reading leaves a trace, and nothing else."""
    words = relays_of(introduction_id)
    reader = writer(by.actor, by.pass_id, aid_ground(at).register_id, at)
    texts = open_notes(by=reader, ids=[one.key for one in words], at=at)
    return tuple(RelayLine(one, texts.get(one.key, "")) for one in words if one.key in texts)


def read_as_side(*, by: Writing, introduction_id: int, at: datetime) -> tuple[RelayLine, ...]:
    """The same for one of the two, on her own page; refuse with `WRONG_STATE` after the end."""
    if introduction(introduction_id).closed_at is not None:
        raise Refused(Refusal.WRONG_STATE)
    return read_words(by=by, introduction_id=introduction_id, at=at)


@transaction.atomic
def pass_on(*, actor: Actor, relay_id: int, at: datetime) -> None:
    """The owner lets a word through that waited; refuse with `HELD_BY_ANOTHER`, `NOT_AVAILABLE`, `WRONG_STATE`."""
    word = relay(relay_id)
    let_through(actor=actor, relay_id=relay_id, at=at)
    reader = writer(actor, None, aid_ground(at).register_id, at)
    show_note(by=reader, note=word.key, at=at)
    tell_other_side(word.introduction_id, word.side.other, at)
