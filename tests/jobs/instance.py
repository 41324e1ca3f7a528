"""A real instance for tests of operation: a home of its own, made by the commands that a town uses."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.moulds import Moulds

from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import environment

FIRST = (
    *("--phone", "01 99 00 12 00"),
    *("--first-name", "Iris", "--last-name", "Bellanger", "--login", "iris"),
)
SET_UP = ("--code", "35238", *FIRST)
DEPARTEMENT = (
    *("--code", "01", "--name", "Département de l'Ain"),
    *("--with-article", "le département de l'Ain", *FIRST),
)


@dataclass(frozen=True, slots=True)
class Instance:
    path: Path
    given: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the test's own database."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ENTREMISE_")}
        kept.pop("DATABASE_URL", None)
        return kept | self.given | {"ENTREMISE_HOME": str(self.path)}

    def run(self, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        """A command of the product, as typed."""
        return subprocess.run(
            [sys.executable, "-m", "entremise.jobs.main", *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )

    def residents(self, *arguments: str) -> str:
        """The script beside this file, in this instance; the database must run."""
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("residents.py"), *arguments],
            env=environment(Home(self.path), with_migrator=True)
            | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def set_up(moulds: Moulds, path: Path, said: tuple[str, ...] = SET_UP) -> Instance:
    """An instance as `entremise setup` leaves it."""

    def make(place: Path) -> None:
        done = Instance(place).run("setup", *said)
        assert done.returncode == 0, done.stderr

    moulds.copy(f"set-up-{said[1]}", make, path)
    return Instance(path)


@contextmanager
def folder() -> Iterator[Path]:
    """A short path that the account of the database may walk through."""
    made = Path(tempfile.mkdtemp(prefix="entremise-ops-"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
