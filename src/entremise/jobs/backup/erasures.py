"""Who was erased after a backup does not come back with it: the list lives outside the database, codes without names."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from entremise.jobs.backup.counting import owner_connection
from entremise.jobs.database.home import Home, write_private
from entremise.jobs.faults import Trouble

BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATE_COMMITS: Final = timedelta(minutes=10)  # an event is seen when its transaction ends
ERASED: Final = """
    SELECT at, person, register_ids FROM sealed.event
    WHERE kind = 'ERASED' AND person IS NOT NULL AND at > %s ORDER BY at, id
"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One person, erased from some registers; a line of the file."""

    at: datetime
    person: UUID
    register_ids: tuple[int, ...]

    def line(self) -> str:
        numbers = ",".join(map(str, self.register_ids))
        return f"{self.at.astimezone(UTC).isoformat()} {self.person} {numbers}\n"


class ErasureList:
    """The file of a home, brought up to date from the trace again and again."""

    def __init__(self, where: Home) -> None:
        self.where, self.looked_until = where, BEGINNING

    def note(self) -> None:
        """Add what was erased since the last look."""
        looked_until = datetime.now(UTC) - LATE_COMMITS
        since = min(self.looked_until, looked_until)  # a clock that was ahead hides nobody
        with owner_connection(self.where) as connection:
            found = [
                Erasure(at, person, tuple(ids))
                for at, person, ids in connection.execute(ERASED, [since])
            ]
        append(self.where, found)
        self.looked_until = looked_until


def append(where: Home, erasures: list[Erasure]) -> None:
    """Each line once, on the disk before this returns."""
    descriptor = os.open(where.erasures_file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        known = set(file.readlines())
        fresh = [line for one in erasures if (line := one.line()) not in known]
        if fresh:
            file.writelines(fresh)
            file.flush()
            os.fsync(file.fileno())


def erasures_in(text: str) -> tuple[Erasure, ...]:
    """The erasures of a list; raise `Trouble` at the first line that is none."""
    return tuple(erasure_of(line, number) for number, line in enumerate(text.splitlines(), 1))


def erasure_of(line: str, number: int) -> Erasure:
    try:
        at, person, registers = line.split(" ")
        return Erasure(
            datetime.fromisoformat(at), UUID(person), tuple(map(int, registers.split(",")))
        )
    except ValueError:
        raise Trouble(f"La ligne {number} n'est pas un effacement. Rien n'a été effacé.") from None


def owe(where: Home, since: datetime) -> None:
    """A restored home stays closed until the erasures since its backup were made again."""
    write_private(where.erasures_due, since.isoformat())


def owed_since(where: Home) -> datetime | None:
    """When the backup of a restored home was made, as long as its erasures wait."""
    if not where.erasures_due.exists():
        return None
    return datetime.fromisoformat(where.erasures_due.read_text())


def refuse_owing(where: Home) -> None:
    if where.erasures_due.exists():
        raise Trouble(
            "Cette instance vient d'une sauvegarde : qui a été effacé depuis y est revenu. "
            "Avant d'ouvrir, lancez « entremise erase-again LISTE » avec le fichier « erasures » "
            "de l'ancien dossier, ou « entremise erase-again --none » si personne n'a été effacé depuis."
        )
