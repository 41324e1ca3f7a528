"""At nine o'clock everybody presses « next person » at once, in two tabs: one person each, nobody given twice.

`ENTREMISE_RUSH=500 pytest tests/faults/test_rush.py` is scenario 1 of the specification."""

import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.faults.caller import Caller
from tests.faults.town import CallingTown, calling_town
from tests.moulds import Moulds

CALLERS = int(os.environ.get("ENTREMISE_RUSH", "60"))
PEOPLE_A_CALLER = 2
WITHIN_SECONDS = 10


def tabs_of(town: CallingTown, account: dict[str, str]) -> list[Caller]:
    """Two windows of one session, each on its own connection."""
    tabs = [Caller(town.served.port, town.campaign_id, int(account["user"])) for _ in range(2)]
    tabs[0].cookies["session"] = account["session"]
    tabs[0].page("/appeler/")
    tabs[0].close()
    tabs[1].cookies = dict(tabs[0].cookies)
    return tabs


def press(tab: Caller) -> tuple[int, str]:
    """Who pressed, and which call opened."""
    assert tab.take(), "nobody is left although twice as many wait"
    tab.close()
    return tab.user_id, tab.call


def test_each_caller_has_one_person_in_both_tabs_and_nobody_is_held_twice(moulds: Moulds) -> None:
    with calling_town(moulds, CALLERS, CALLERS * PEOPLE_A_CALLER) as town:
        with ThreadPoolExecutor(8) as doors:
            pairs = list(doors.map(lambda account: tabs_of(town, account), town.callers))
        tabs = [tab for pair in pairs for tab in pair]
        began = time.monotonic()
        with ThreadPoolExecutor(len(tabs)) as crowd:
            opened = set(crowd.map(press, tabs))
        lasted = time.monotonic() - began
        holds = town.holds()

    sys.stdout.write(f"{CALLERS} callers, {len(tabs)} tabs: all served in {lasted:.1f} s\n")
    assert len(opened) == CALLERS  # both tabs of a caller show the same person
    assert max(Counter(call for _user, call in opened).values()) == 1
    assert len(holds) == CALLERS
    assert lasted < WITHIN_SECONDS * max(1, CALLERS / 60)
