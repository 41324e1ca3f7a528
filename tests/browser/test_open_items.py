"""The one rule on the whole town, as the operator checks it: nothing open is forgotten."""

import os
import subprocess
import sys
import time

from tests.browser.town import RunningTown

FIRST_ROUND_SECONDS = 90  # a town that had stopped: its worker looks at what it missed


def test_no_need_and_no_offer_of_the_town_is_forgotten(town: RunningTown) -> None:
    until = time.monotonic() + FIRST_ROUND_SECONDS
    told = check(town)
    while told.returncode and time.monotonic() < until:
        time.sleep(2)
        told = check(town)

    assert (told.returncode, told.stdout.splitlines()[-1]) == (
        0,
        "Chacune a un responsable ou une date.",
    )


def check(town: RunningTown) -> "subprocess.CompletedProcess[str]":
    mine = {name: value for name, value in os.environ.items() if not name.startswith("ENTREMISE_")}
    return subprocess.run(
        [sys.executable, "-m", "entremise.jobs.main", "check-open-items"],
        env=mine | {"ENTREMISE_HOME": str(town.home)},  # of the town, not of the tests
        capture_output=True,
        text=True,
        check=False,
    )
