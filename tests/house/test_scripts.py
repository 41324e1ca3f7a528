"""The scripts say what they do not know."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("only", ["house,typo", ""])
def test_a_layer_that_does_not_exist_stops_the_run(only):
    done = subprocess.run(
        [sys.executable, ROOT / "script" / "run_tests.py", "--only", only],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )

    assert done.returncode == 1
    assert "No such layer" in done.stderr
    assert ", house, " in done.stderr
