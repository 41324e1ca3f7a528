"""Who acts for a protected person rings the desk and says no for her: stopped at once, told to her, hers to undo."""

from datetime import datetime
from typing import Final
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import Channel, ToldBy
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.trigrams import plain
from entremise.journeys.keep_contacts import found_contacts
from entremise.journeys.say_no import say_no
from entremise.kernel.errors import Refused
from entremise.people.vocabulary import guardian_in

TITLES: Final = frozenset({"m", "mr", "mme", "me", "monsieur", "madame", "maitre"})
SAYS_SOMETHING: Final = 3  # letters


def say_no_for_her(
    *,
    actor: Actor,
    person: UUID,
    purpose: Purpose | None,
    channel: Channel,
    told_by: ToldBy,
    name: str,
    at: datetime,
) -> int:
    """Stop in the name of somebody found; return the objection; refuse with `NOT_AVAILABLE`, `CAPPED`, `NOT_HER_GUARDIAN`.

    Only whom her entry already names as her guardian. Who assists her decides nothing without her: she is asked afterwards."""
    guardian = guardian_in(found_contacts(actor=actor, person=person, at=at))
    if guardian is None or not same_name(guardian.name, name):
        raise Refused(access.Refusal.NOT_HER_GUARDIAN)
    return say_no(
        actor=actor,
        person=person,
        purpose=purpose,
        channel=channel,
        at=at,
        is_proven=told_by is ToldBy.GUARDIAN,
        told_by=told_by,
    )


def same_name(known: str, told: str) -> bool:
    """« Mme Roussel » is « Sophie ROUSSEL »; one of the two says all that the other says."""
    one, other = words_in(known), words_in(told)
    shared = one & other
    return shared in (one, other) and any(len(word) >= SAYS_SOMETHING for word in shared)


def words_in(name: str) -> frozenset[str]:
    return frozenset(plain(name).split()) - TITLES
