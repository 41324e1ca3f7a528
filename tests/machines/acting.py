"""What state machines of calls share: what must never be true of a call, and a patient caller at the end."""

import os
from datetime import timedelta

from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from tests.machines.stepping import Stepping
from tests.make import outreach as make

from entremise.outreach.models import Call
from entremise.outreach.operations.calls import claim_next_call, give_notice, show_number
from entremise.outreach.operations.closing import close_call
from entremise.outreach.vocabulary.calls import Closing, Outcome

STEPS = int(os.environ.get("ENTREMISE_MACHINE_STEPS", "40"))
RUNS = int(os.environ.get("ENTREMISE_MACHINE_RUNS", "4"))
ROUNDS_AT_THE_END = 400  # of two hours: a month

# What must never be true, in the words of the database: each asks for the rows that break it.
NEVER = {
    "a caller holds two people": (
        "select held_by_id from outreach_call where held_by_id is not null group by 1 having count(*) > 1"
    ),
    "a person is held twice": (
        "select person from outreach_call where held_by_id is not null group by 1 having count(*) > 1"
    ),
    "a live call has no next step": (
        "select id from outreach_call where ended_at is null and not (state = 'READY'"
        " or state = 'HELD' and lease_until is not null"
        " or state in ('WAITING', 'CALLBACK') and due_at is not null)"
    ),
    "a promise is for nobody": (
        "select id from outreach_call where state = 'CALLBACK' and owner_id is null and open_at is null"
    ),
    "an outcome without the number, or a talk without the notice": (
        "select id from outreach_attempt where outcome <> '' and (shown_at is null or"
        " outcome like 'SPOKEN%%' and notice_given_at is null)"
    ),
}


class Acting(Stepping):
    begins_at = make.NOON
    campaign: object
    last: object  # a caller of the highest level who knows nobody: at the end she rings whoever is left
    never = NEVER

    def __init__(self):
        super().__init__()
        self.campaign.refresh_from_db()

    def talk(self, who, taken, closing):
        """One call from the number to its outcome."""
        held = {"actor": who, "call_id": taken.call_id, "token": taken.token, "at": self.at}
        show_number(**held)
        give_notice(**held)
        return self.does(
            close_call, actor=who, call_id=taken.call_id, token=taken.token, closing=closing
        )

    def everybody_is_reached(self):
        """With patience, whoever is still to be called is called, each once at most in an hour."""
        for _round in range(ROUNDS_AT_THE_END):
            while taken := self.does(
                claim_next_call, actor=self.last, campaign_id=self.campaign.pk
            ):
                assert self.talk(self.last, taken, Closing(Outcome.SPOKEN_WELL))
            if not Call.objects.filter(ended_at=None).exists():
                return
            self.at += timedelta(hours=2)
        left = Call.objects.filter(ended_at=None).values("state", "due_at", "open_at", "owner")
        raise AssertionError(f"never given to anybody: {list(left)}")

    @invariant()
    def nothing_is_true_that_must_never_be(self):
        with connection.cursor() as cursor:
            for name, question in self.never.items():
                cursor.execute(question, {"at": self.at})
                assert cursor.fetchall() == [], name


def run(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.generate,),  # the steps as they were: to shorten them takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
