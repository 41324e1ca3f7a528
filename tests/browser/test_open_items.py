"""The one rule on the whole town, as the operator checks it: nothing open is forgotten."""

import os
import subprocess
import sys

from tests.browser.town import RunningTown


def test_no_need_and_no_offer_of_the_town_is_forgotten(town: RunningTown) -> None:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("ENTREMISE_")}
    told = subprocess.run(
        [sys.executable, "-m", "entremise.jobs.main", "check-open-items"],
        env=mine | {"ENTREMISE_HOME": str(town.home)},  # of the town, not of the tests
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stdout.splitlines()[-1]) == (
        0,
        "Chacune a un responsable ou une date.",
    )
