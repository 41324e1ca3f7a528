"""What was written to neighbours of Aubrelle who were brought together, and the OUI that came back: the needs of two agents show it."""

from datetime import datetime, timedelta
from typing import Final

from entremise.jobs.town.cast import Cast
from entremise.journeys.bring_together import INTRODUCTION
from entremise.kernel.origin import Origin
from entremise.mutual_aid.queries.desk import NeedFilters, NeedView, needs_listed
from entremise.mutual_aid.queries.matching import introductions_of_need
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import PROPOSAL, IntroductionCard
from entremise.notices.operations import (
    hold_next_message,
    note_attempt,
    note_delivery,
    note_number,
    queue_message,
    take_incoming,
)
from entremise.notices.rules import is_quiet
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    MessageTemplate,
    NewIncoming,
    NewMessage,
)

AGENTS: Final = ("Olga Shevchuk", "Idris Caradec")
SERVED_WITHIN: Final = timedelta(days=1)
ANSWERED_AFTER: Final = timedelta(minutes=40)
T = MessageTemplate


def write_to_neighbours(cast: Cast, now: datetime) -> None:
    """For each meeting that goes on: the question to the helper, hers to the person, the word for the door."""
    for name in AGENTS:
        filters = NeedFilters(view=NeedView.MINE, user_id=cast.actor(name, now).user_id)
        for wanted in needs_listed(filters=filters, at=now, offset=0, size=200):
            for met in introductions_of_need(wanted.need_id):
                if met.closed_at is None:
                    write_of(met)


def write_of(met: IntroductionCard) -> None:
    """By day alone, as text messages leave."""
    said_yes = met.helper_agreed_at
    if said_yes is None or is_night(said_yes - ANSWERED_AFTER) or is_night(said_yes):
        return
    helper, person = (
        f"+336399871{met.introduction_id % 100:02d}",
        f"+336399872{met.introduction_id % 100:02d}",
    )
    asked = Origin(PROPOSAL, met.proposal_id)
    told(met, T.HELPER_ASKED, str(met.proposal_id), helper, said_yes - ANSWERED_AFTER, asked)
    answered(helper, f"{T.HELPER_ASKED}-{met.proposal_id}", said_yes)
    asks = Origin(INTRODUCTION, met.introduction_id)
    told(met, T.PERSON_ASKED, str(met.introduction_id), person, said_yes, asks)
    agreed = met.person_agreed_at
    if agreed is not None and not is_night(agreed):
        answered(person, f"{T.PERSON_ASKED}-{met.introduction_id}", agreed)
        told(met, T.PERSON_MET, f"meeting {met.introduction_id}", person, agreed)
        told(met, T.HELPER_MET, f"meeting {met.introduction_id}", helper, agreed)


def is_night(at: datetime) -> bool:
    return is_quiet(channel=Channel.SMS, template=T.HELPER_ASKED, at=at)


def told(
    met: IntroductionCard,
    template: MessageTemplate,
    fact: str,
    to: str,
    at: datetime,
    asks: Origin | None = None,
) -> None:
    new = NewMessage(
        key=f"{template}:{fact}",
        channel=Channel.SMS,
        template=template,
        recipient=to,
        useful_until=at + SERVED_WITHIN,
        expects=asks,
        about=Origin(Thing.NEED, met.need_id),
    )
    queue_message(new=new, at=at)
    held = hold_next_message(at=at)
    if held is None:
        return
    note_number(held=held, number=to, parts=1, at=at)
    note_attempt(held=held, attempt=Attempt(), at=at)
    note_delivery(reference=held.reference.hex, is_delivered=True, at=at)


def answered(number: str, copy: str, at: datetime) -> None:
    take_incoming(new=NewIncoming(f"aubrelle-{copy}", number, "Oui"), at=at)
