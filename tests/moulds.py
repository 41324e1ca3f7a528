"""What takes long to make is made once in a run, by whichever worker comes first, and copied for whoever needs it."""

import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Moulds:
    """The folder that the workers of a run share."""

    place: Path

    def copy(self, name: str, make: Callable[[Path], object], to: Path) -> None:
        """A copy of what `make` leaves in the folder that it is given; nothing may run there any more."""
        mould = self.place / name
        with locked(mould.with_suffix(".lock")):
            if not mould.exists():
                make(to)
                copy(to, unfinished := mould.with_suffix(".new"))
                unfinished.rename(mould)
                return
        copy(mould, to)


def copy(origin: Path, to: Path) -> None:
    """With owners and rights: the database runs under an account of its own."""
    subprocess.run(["cp", "-a", "--reflink=auto", origin, to], check=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def moulds(tmp_path_factory: pytest.TempPathFactory) -> Moulds:
    base = tmp_path_factory.getbasetemp()
    return Moulds(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
