"""Some days after two people met, the person is asked whether it went well; nothing is closed by it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.journeys.telling import Said, tell_person
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.introductions import SERVED, end_meeting
from entremise.mutual_aid.queries.matching import introduction, meetings_to_check
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, Outcome
from entremise.notices.queries import question_asked
from entremise.notices.vocabulary import MessageTemplate

CHECK: Final = "CHECK"  # of an introduction
ANSWERED_WITHIN: Final = timedelta(days=3)


@transaction.atomic
def check_meetings(*, at: datetime) -> int:
    """Each morning: ask about the meetings whose day it is; return how many."""
    due = meetings_to_check(on=localdate(at))
    for met in due:
        ask_how_it_went(met, at)
    return len(due)


@transaction.atomic
def tell_how_it_went(*, actor: Actor, introduction_id: int, outcome: Outcome, at: datetime) -> None:
    """The helper's word: the person is asked too, once; refuse as `end_meeting`."""
    end_meeting(actor=actor, introduction_id=introduction_id, outcome=outcome, at=at)
    if outcome in SERVED and question_asked(Origin(CHECK, introduction_id)) is None:
        ask_how_it_went(introduction(introduction_id), at)


def ask_how_it_went(met: IntroductionCard, at: datetime) -> None:
    said = Said(
        template=MessageTemplate.PERSON_CHECKED,
        fact=f"{met.introduction_id} {localdate(at)}",
        about=Origin(Thing.NEED, met.need_id),
        until=at + ANSWERED_WITHIN,
        asks=Origin(CHECK, met.introduction_id),
    )
    tell_person(need=need(met.need_id), said=said, at=at)
