"""I10: a vote never widens the law: a unanimous decision, even written straight into the table, opens nothing unlawful."""

import pytest
from tests.attacks.conftest import runtime, weakened
from tests.conftest import run_as_migrator
from tests.make import accounts, commons, decisions, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import UseRequest
from entremise.commons.operations.votes import close_vote
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.commons.vocabulary.votes import Choice, CollegeKind
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"


def read_under_decision(kind, purpose, groups) -> set[str]:
    """The rows of a decision and a grant as a database administrator of the commons could write them."""
    register_id = commons.register(kind)
    person = people.person_in(
        register_id, people.sheet(quality="inapte" if "quality" in groups else "")
    )
    caller = accounts.actor(Role.CALLER, organization=people.body())
    decision = commons.decision(purpose=purpose, registers=[register_id], groups=groups)
    grant = commons.grant(
        registers=[register_id],
        purpose=purpose,
        groups=groups,
        user_id=caller.user_id,
        decision=decision,
        activation=commons.activation(),
    )
    commons.assignment(caller, person, purpose)
    with runtime() as thief:
        given = [caller.user_id, caller.organization_id, [grant.pk], person, groups]
        (ticket,) = thief.execute(ASK, given).fetchone()
        rows = thief.execute("select grp from sealed.redeem(%s)", [[ticket]]).fetchall()
    return {group for (group,) in rows}


UNLAWFUL = [
    (RegisterKind.CASF_ALERT, Purpose.RIGHTS_INFO, ["name"]),
    (RegisterKind.CASF_ALERT, Purpose.MATCH_NEED, ["name"]),
    (RegisterKind.CASF_ALERT, Purpose.ISOLATION_CALL, ["name"]),  # without written opinion
    (RegisterKind.TRANSPORT, Purpose.ALERT_CALL, ["name"]),
    (RegisterKind.CASF_ALERT, Purpose.ALERT_CALL, ["quality"]),
    (RegisterKind.VOLUNTARY, Purpose.RIGHTS_INFO, ["name"]),  # not what people agreed to
]


@pytest.mark.parametrize(("kind", "purpose", "groups"), UNLAWFUL)
def test_a_decision_without_legal_ground_reads_nothing(kind, purpose, groups):
    assert read_under_decision(kind, purpose, groups) == set()


def test_twin_a_purpose_added_to_the_law_table_reads():
    """What the law table says is what is read: only the owner writes it, and each migrate writes it anew."""
    run_as_migrator("insert into sealed.law_basis values ('TRANSPORT', 'ALERT_CALL', 'DECISION')")
    try:
        found = read_under_decision(RegisterKind.TRANSPORT, Purpose.ALERT_CALL, ["name"])
    finally:
        run_as_migrator(
            "delete from sealed.law_basis where kind = 'TRANSPORT' and purpose = 'ALERT_CALL'"
        )

    assert found == {"name"}


def test_twin_without_the_opinion_rule_the_alert_register_opens_to_isolation_calls():
    with weakened("judging", "and btrim(r.legal_opinion) <> ''", ""):
        found = read_under_decision(RegisterKind.CASF_ALERT, Purpose.ISOLATION_CALL, ["name"])

    assert found == {"name"}


def test_twin_without_the_law_of_fields_health_is_read():
    join = "join sealed.law_group lawful on lawful.purpose = g.purpose and lawful.grp = named.grp"
    with weakened("judging", join, ""):
        found = read_under_decision(RegisterKind.CASF_ALERT, Purpose.ALERT_CALL, ["quality"])

    assert found == {"quality"}


def test_a_request_made_unlawful_during_the_vote_becomes_no_decision_even_if_unanimous():
    body = decisions.committee()
    request_id = decisions.voting()
    for kind in CollegeKind:
        decisions.votes(request_id, body.voters[kind], *[Choice.YES] * 3)
    UseRequest.objects.filter(pk=request_id).update(groups=[FieldGroup.QUALITY])

    with pytest.raises(Refused, match="FIELDS_TOO_WIDE"):
        close_vote(
            actor=decisions.officer(),
            request_id=request_id,
            at=decisions.START + 20 * decisions.DAYS,
        )
