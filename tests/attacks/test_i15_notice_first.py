"""I15: the notice comes first: no SQL of the runtime records that somebody spoke before being told who calls and why."""

import psycopg
import pytest
from tests.attacks.conftest import runtime
from tests.conftest import run_as_migrator
from tests.make import commons, outreach

from entremise.outreach.vocabulary.calls import SPOKEN

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

CLOSE = "update outreach_attempt set outcome = %s, shown_at = %s, ended_at = %s where user_id = %s"
RULE = (
    "alter table outreach_attempt add constraint spoken_only_after_notice"
    " check (not (outcome in ('SPOKEN_DIFFICULTY', 'SPOKEN_WELL')) or notice_given_at is not null)"
)


def spoken_without_notice(outcome) -> int:
    """A caller's call whose number was shown, closed as spoken by plain SQL."""
    on = outreach.campaign()
    outreach.call(campaign=on)
    who = outreach.caller(on)
    outreach.shown(who, on)
    with runtime() as thief:
        at = commons.now()
        try:
            return thief.execute(CLOSE, [outcome, at, at, who.user_id]).rowcount
        except psycopg.errors.CheckViolation:
            return 0


@pytest.mark.parametrize("outcome", sorted(SPOKEN))
def test_nobody_has_spoken_before_the_notice(outcome):
    assert spoken_without_notice(outcome) == 0


@pytest.mark.parametrize("outcome", sorted(SPOKEN))
def test_twin_without_the_constraint_she_has(outcome):
    run_as_migrator("alter table outreach_attempt drop constraint spoken_only_after_notice")
    try:
        assert spoken_without_notice(outcome) == 1
    finally:
        run_as_migrator("delete from outreach_attempt", RULE)
