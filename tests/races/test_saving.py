"""A note that saves itself and an answer that is sent meet on two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from tests.make import commons
from tests.make import outreach as make

from entremise.journeys.save_step import draft_of, save_step
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.thread import SavedStep

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
STEPS = ("time", "feeling", "visits", "meals")


@pytest.fixture(autouse=True)
def in_earnest(real_trace):
    """Tickets are asked on a connection of their own, as in production: it must not wait for the saving."""


def test_a_note_saved_by_itself_never_hides_an_answer_sent_meanwhile():
    room = make.room()
    taken = make.shown(room.caller, room.campaign, commons.now())
    barrier = Barrier(len(STEPS))

    def save(saved: SavedStep) -> None:
        save_step(
            actor=room.caller,
            call_id=taken.call_id,
            token=taken.token,
            saved=saved,
            at=commons.now(),
        )

    def save_together(step: str) -> None:
        try:
            barrier.wait()
            save(SavedStep(step, note=f"fait {step}"))
        finally:
            connections.close_all()

    save(SavedStep("notice", answer="yes"))
    with ThreadPoolExecutor(len(STEPS)) as pool:
        list(pool.map(save_together, STEPS))

    call = held_call(actor=room.caller, call_id=taken.call_id, at=commons.now())
    draft = draft_of(actor=room.caller, call=call, at=commons.now())
    assert set(draft.notes) == set(STEPS)
