"""Helpers answer OUI by text message at the same moment: one takes the need, the others are thanked, nothing waits for ever."""

import pytest
from tests.make import commons, telling
from tests.races.test_next_call import together

from entremise.engines.short_answers import Word
from entremise.jobs.tasks.answers import incoming_answer
from entremise.journeys.ask_helper import choose_and_ask
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Introduction, Proposal
from entremise.notices.models import Message
from entremise.notices.operations import answer_question

pytestmark = pytest.mark.django_db(transaction=True)
HELPERS = 6


def test_of_six_helpers_who_answer_at_once_one_has_the_need_and_five_are_thanked(settings):
    town = telling.town(settings)
    asked = [
        choose_and_ask(
            actor=town.desk.owner,
            need_id=town.need.pk,
            offer_id=telling.offer(town, phone=f"+3363998002{number}").pk,
            at=commons.now(),
        )
        for number in range(HELPERS)
    ]
    town.leave()

    def answer(number: int) -> None:
        at, origin = commons.now(), Origin("PROPOSAL", asked[number])
        answer_question(origin=origin, word=Word.YES, at=at)
        incoming_answer.func("PROPOSAL", asked[number], "YES", at.isoformat())

    together(HELPERS, answer)

    states = sorted(Proposal.objects.values_list("state", flat=True))
    assert states == ["ACCEPTED"] + ["SUPERSEDED"] * (HELPERS - 1)
    assert Introduction.objects.count() == 1
    late = Message.objects.filter(template="ANSWER_TOO_LATE").count()
    thanked = Message.objects.filter(template="HELPER_THANKED").count()
    assert late == HELPERS - 1
    assert thanked <= HELPERS - 1
