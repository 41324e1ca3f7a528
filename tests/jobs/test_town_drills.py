"""The drills of the invented town: one over, one that goes on, few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import Role
from entremise.jobs.town.drills import play_drills
from entremise.outreach.queries.drills import drills_of, measures_of, reports_to_place

pytestmark = pytest.mark.django_db


class Somebody:
    """Any name of the town is an account of the town hall."""

    def __init__(self):
        self.known = {}

    def actor(self, name, _at):
        if name not in self.known:
            self.known[name] = accounts.actor(Role.CALLER, organization=people.body())
        return self.known[name]


def test_last_years_drill_is_over_and_this_years_goes_on():
    now = commons.now()
    with CaptureQueriesContext(connection) as captured:
        play_drills(Somebody(), now)

    this, last = drills_of(organization_id=people.body().pk)
    before, today = (measures_of(drill=one, at=now) for one in (last, this))

    assert (last.ended_at is not None, this.ended_at) == (True, None)
    assert before.left == 0
    assert before.reports and before.triaged_in_time is not None
    assert 0 < today.reached < today.people
    assert reports_to_place(drill_id=this.drill_id)
    assert len(captured) < 900
