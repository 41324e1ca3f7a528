"""I7: a decision reaches the people it was voted for, also when all callers ask at once; an alert is never shut for a number."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from tests.attacks.conftest import runtime, weakened
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Decision
from entremise.commons.operations.ask import ask_page
from entremise.commons.operations.retention import purge_trace
from entremise.commons.queries.access import access_counts, people_reached
from entremise.commons.vocabulary.access import Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket, refusal from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"
CROWD, CAP = 12, 5
TOO_MANY = "not ruling.is_armed and reached + coalesce(cardinality(fresh), 0) > ruling.people_cap"


def crowded(*, is_armed=False):
    """Callers with one person each, under a decision for five people."""
    register_id = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=["ALERT_CALL"])
    decision = commons.decision(
        purpose="ALERT_CALL",
        registers=[register_id],
        people_cap=CAP,
        is_armed_by_activation=is_armed,
    )
    act = {"activation": commons.activation()} if is_armed else {}
    made = []
    for _ in range(CROWD):
        caller = accounts.actor(Role.CALLER, organization=people.body())
        person = people.person_in(register_id, people.sheet())
        grant = commons.grant(
            registers=[register_id],
            user_id=caller.user_id,
            role=Role.CALLER,
            decision=decision,
            **act,
        )
        commons.assignment(caller, person)
        made.append((caller, grant, person))
    return decision, made


def answers_of(made):
    start = Barrier(len(made))

    def one(each):
        caller, grant, person = each
        with runtime() as mine:
            start.wait()
            given = [caller.user_id, caller.organization_id, [grant.pk], person, ["name"]]
            return mine.execute(ASK, given).fetchone()[1]

    with ThreadPoolExecutor(len(made)) as crowd:
        return list(crowd.map(one, made))


def test_all_at_once_reach_no_more_people_than_were_voted():
    decision, made = crowded()

    answers = answers_of(made)

    assert sorted(answers, key=str) == ["CAPPED"] * (CROWD - CAP) + [None] * CAP
    assert people_reached([decision.pk]) == {decision.pk: CAP}


def test_whom_a_decision_has_reached_may_be_opened_again():
    _, made = crowded()
    first = made[:CAP]
    answers_of(first)

    assert answers_of(first) == [None] * CAP
    assert answers_of(made[CAP:]) == ["CAPPED"] * (CROWD - CAP)


def test_a_page_beyond_the_number_is_refused_whole():
    register_id = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=["MATCH_NEED"])
    decision = commons.decision(purpose="MATCH_NEED", registers=[register_id], people_cap=1)
    actor = accounts.actor(Role.ORIENTEUR, organization=people.body())
    both = [people.person_in(register_id, people.sheet()) for _ in range(2)]
    grant = commons.grant(
        purpose="MATCH_NEED",
        reach="PAGE",
        registers=[register_id],
        user_id=actor.user_id,
        role=Role.ORIENTEUR,
        decision=decision,
    )
    given = {"actor": actor, "grant_id": grant.pk, "groups": (FieldGroup.NAME,)}

    with pytest.raises(Refused, match=Refusal.CAPPED):
        ask_page(people=both, at=commons.now(), **given)
    assert len(ask_page(people=both[:1], at=commons.now(), **given)) == 1


def test_an_alert_goes_on_beyond_the_number_and_the_overrun_is_known():
    decision, made = crowded(is_armed=True)

    assert answers_of(made) == [None] * CROWD
    assert people_reached([decision.pk]) == {decision.pk: CROWD}


def test_a_seal_that_does_not_count_lets_everybody_through():
    _, made = crowded()

    with weakened("judging", TOO_MANY, "false"):
        assert answers_of(made) == [None] * CROWD


def test_readings_are_counted_for_their_own_decision():
    one, made = crowded()
    other, _ = crowded()
    answers_of(made)
    span = {"since": one.starts_at, "until": commons.now()}

    counts = access_counts(decision_id=one.pk, **span)

    assert (counts.people, counts.opened, counts.refused) == (CAP, CAP, CROWD - CAP)
    assert access_counts(decision_id=other.pk, **span).people == 0
    assert access_counts(purpose=Purpose.ALERT_CALL, **span).people == CAP


def test_whom_a_decision_reached_is_forgotten_a_year_after_its_end():
    decision, made = crowded()
    answers_of(made)
    other, _ = crowded()
    long_ago = commons.now() - timedelta(days=400)
    Decision.objects.filter(pk=decision.pk).update(
        decided_at=long_ago - timedelta(days=30), starts_at=long_ago, expires_at=long_ago
    )

    purge_trace(actor=SYSTEM, at=commons.now())

    assert people_reached([decision.pk, other.pk]) == {decision.pk: 0, other.pk: 0}


def test_whom_a_living_decision_has_reached_outlives_the_purge():
    decision, made = crowded()
    answers_of(made)

    purge_trace(actor=SYSTEM, at=commons.now())

    assert people_reached([decision.pk]) == {decision.pk: CAP}
