"""The product is stopped in the middle of three calls, and started again: nobody has to begin anew."""

from html import unescape

import pytest
from tests.faults.caller import Caller
from tests.faults.town import CallingTown, calling_town
from tests.make.reading import PLAIN

NOTE = "Le frigo est vide depuis mardi, caller {number}."
TYPED = "Elle veut bien une visite, dit-elle à {number}."


@pytest.fixture(scope="module")
def town(moulds):
    with calling_town(moulds, callers=3, waiting=12) as running:
        yield running


def at_work(town: CallingTown) -> list[Caller]:
    """Signed in through the page, each in a call: an answer sent, a note saved while typing."""
    callers = []
    for number, account in enumerate(town.callers):
        caller = Caller(town.served.port, town.campaign_id, account["user"])
        caller.sign_in(account["login"], account["password"])
        caller.page("/appeler/")
        assert caller.take()
        caller.look()
        caller.show()
        caller.answer("identity", "self")
        caller.answer("notice", "yes")
        caller.note("time", NOTE.format(number=number))
        callers.append(caller)
    return callers


def finish(caller: Caller, number: int) -> None:
    """In the same browser: the same person, what was saved, and what was typed but not yet sent."""
    caller.close()
    call = caller.call
    caller.page("/appeler/")  # still signed in: the way to sign in would answer another page
    assert caller.take()
    assert caller.call == call
    assert NOTE.format(number=number) in step_page(caller)
    caller.answer("time", "now", note=TYPED.format(number=number))  # the form she had before
    assert TYPED.format(number=number) in step_page(caller)
    caller.end("SPOKEN_WELL")
    caller.close()


def step_page(caller: Caller) -> str:
    text = caller.page(f"{caller.call}parler/?step=time")
    return unescape(text).translate(PLAIN)


@pytest.mark.parametrize("end", ["interrupt", "kill_everything"])
def test_three_calls_in_progress_survive_a_stop(town, end):
    before = len(town.holds())
    callers = at_work(town)

    getattr(town.served, end)()
    town.served.start_again()
    for number, caller in enumerate(callers):
        finish(caller, number)

    held = town.holds()[before:]
    assert [(one.user_id, one.outcome) for one in held] == [
        (caller.user_id, "SPOKEN_WELL") for caller in callers
    ]
    assert len({one.call_id for one in held}) == 3
