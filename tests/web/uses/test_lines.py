"""The trace of a request as it reads."""

import pytest
from tests.make import accounts, commons

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.uses import StepCard, UseState
from entremise.web.uses.lines import steps_of

pytestmark = pytest.mark.django_db


def test_a_ballot_taken_back_is_a_step_of_its_own_signed_by_the_clerk():
    clerk = accounts.actor(Role.CLERK)
    assert clerk.user_id is not None
    name = accounts_by_id({clerk.user_id})[clerk.user_id].display_name
    at, voting = commons.now(), UseState.VOTING

    lines = steps_of(
        [
            StepCard(at, clerk.user_id, UseState.DELIBERATING, voting, ""),
            StepCard(at, clerk.user_id, voting, voting, ""),
        ]
    )

    words = [words for _at, words, _signed in lines]
    assert words == ["Un bulletin est retiré avant sa deuxième lecture", "Vote ouvert"]
    assert lines[0][2] == name
