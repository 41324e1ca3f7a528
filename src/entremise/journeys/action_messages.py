"""Whoever holds a place is reminded, brought in from the waiting list, told when it is called off; OUI keeps it, NON frees it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.engines.short_answers import Word
from entremise.journeys.telling import Said, site, tell_account, tell_by_mail, tell_registered
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.queries import written
from entremise.notices.vocabulary import Answer, MessageTemplate
from entremise.solidarity.operations.actions import cancel_action, cancel_slot
from entremise.solidarity.operations.places import confirm_place, leave_place, note_reminded
from entremise.solidarity.queries.actions import slots_wanting
from entremise.solidarity.queries.places import my_places, places_offered, places_to_remind
from entremise.solidarity.rules import RUNNERS
from entremise.solidarity.vocabulary.actions import MyPlace

PLACE: Final = "PLACE"
SLOT: Final = "SLOT"
PLACE_SIGNS: Final = 25  # of the name of a place in a text message
REPLIED_WITHIN: Final = timedelta(days=1)


@transaction.atomic
def remind_places(*, at: datetime) -> int:
    """Each hour: who comes within two days is reminded once; return how many."""
    due = places_to_remind(at=at)
    for mine in due:
        said = said_of(mine, MessageTemplate.PLACE_REMINDED, mine.card.slot.starts_at)
        tell_holder(mine, said, at)
    note_reminded(actor=SYSTEM, place_ids=tuple(one.card.place_id for one in due), at=at)
    return len(due)


@transaction.atomic
def offer_places(*, at: datetime) -> int:
    """Every five minutes: who was brought in from the waiting list is asked, until her deadline; return how many."""
    offered = [
        (mine, said_of(mine, MessageTemplate.PLACE_OFFERED, mine.card.confirm_by or at))
        for mine in places_offered(at=at)
    ]
    return tell_new(offered, at)


def tell_new(offered: Collection[tuple[MyPlace, Said]], at: datetime) -> int:
    known = written([said.key for _mine, said in offered])
    new = [(mine, said) for mine, said in offered if said.key not in known]
    for mine, said in new:
        tell_holder(mine, said, at)
    return len(new)


@transaction.atomic
def ask_for_substitutes(*, at: datetime) -> None:
    """Every five minutes: somebody left late and nobody waits: those who run the action are told once, by mail."""
    for action, slot in slots_wanting(at=at):
        running = {
            one.user_id
            for role in RUNNERS
            for one in accounts_with_role(role=role, organization_id=action.organization_id, at=at)
        }
        for user_id in sorted(running):
            said = Said(
                template=MessageTemplate.SUBSTITUTE_WANTED,
                fact=f"{slot.slot_id} {user_id} {slot.taken}",
                about=Origin(SLOT, slot.slot_id),
                until=slot.starts_at,
                facts=moment_of(slot.starts_at, action.place)
                | {"lien": site("actions:slot", slot.slot_id)},
            )
            tell_by_mail(user_id, said, at)


@transaction.atomic
def call_off_slot(*, actor: Actor, slot_id: int, at: datetime) -> tuple[int, ...]:
    """Whoever had a place is told; return the places; refuse as `cancel_slot`."""
    return told_called_off(cancel_slot(actor=actor, slot_id=slot_id, at=at), at)


@transaction.atomic
def call_off_action(*, actor: Actor, action_id: int, reason: str, at: datetime) -> tuple[int, ...]:
    """Whoever had a place is told; return the places; refuse as `cancel_action`."""
    return told_called_off(
        cancel_action(actor=actor, action_id=action_id, reason=reason, at=at), at
    )


def told_called_off(place_ids: tuple[int, ...], at: datetime) -> tuple[int, ...]:
    for mine in my_places(place_ids):
        said = said_of(mine, MessageTemplate.PLACE_CANCELLED, mine.card.slot.starts_at)
        tell_holder(mine, said, at)
    return place_ids


@transaction.atomic
def take_place_answer(*, answer: Answer) -> None:
    """Who holds the place keeps it, or frees it; too late, she is thanked."""
    (mine,) = my_places([answer.origin.id])
    herself = Actor(user_id=mine.card.holder.user_id)
    act = confirm_place if answer.word is Word.YES else leave_place
    try:
        act(actor=herself, place_id=mine.card.place_id, at=answer.at)
    except Refused:
        if answer.word is Word.NO:  # free already
            return
        said = Said(
            template=MessageTemplate.ANSWER_TOO_LATE,
            fact=f"{PLACE} {mine.card.place_id} {answer.at.isoformat()}",
            about=answer.origin,
            until=answer.at + REPLIED_WITHIN,
        )
        tell_holder(mine, said, answer.at)


def tell_holder(mine: MyPlace, said: Said, at: datetime) -> None:
    """By her account, or for a person whom the desk has entered by her sheet."""
    holder = mine.card.holder
    if holder.user_id is not None:
        tell_account(holder.user_id, said, at)
    elif holder.person is not None:
        tell_registered(holder.person, None, said, at)


def said_of(mine: MyPlace, template: MessageTemplate, until: datetime) -> Said:
    place_id, slot = mine.card.place_id, mine.card.slot
    asks = None if template is MessageTemplate.PLACE_CANCELLED else Origin(PLACE, place_id)
    by = until.isoformat() if template is MessageTemplate.PLACE_OFFERED else ""
    limit = {"limite": date_format(localtime(until), "d/m H:i")} if by else {}
    return Said(
        template=template,
        fact=f"{place_id} {by}".strip(),
        about=Origin(PLACE, place_id),
        until=until,
        facts=moment_of(slot.starts_at, mine.action.place) | limit,
        asks=asks,
    )


def moment_of(starts_at: datetime, place: str) -> dict[str, str]:
    local = localtime(starts_at)
    return {
        "date": date_format(local, "d/m"),
        "heure": date_format(local, "H:i"),
        "lieu": shortened(place.split(), PLACE_SIGNS),
    }


def shortened(words: Iterable[str], signs: int) -> str:
    """The first whole words; the page and the mail say the rest."""
    kept = ""
    for word in words:
        longer = f"{kept} {word}".strip()
        if len(longer) > signs:
            break
        kept = longer
    return kept.rstrip(",;")
