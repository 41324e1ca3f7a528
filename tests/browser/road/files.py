"""Three registers of a few people, in the three kinds of files that town halls keep."""

from dataclasses import dataclass, replace
from pathlib import Path

from entremise.jobs.town.files import alert_workbook, safeguard_sheet, voluntary_text
from entremise.jobs.town.residents import Resident, Town

SEED, FIRST_NUMBER = 404, 639_980_000
ALERT, SAFEGUARD, VOLUNTARY = 5, 4, 12


@dataclass(frozen=True, slots=True)
class Registered:
    """The people of the three files, and where the files lie."""

    alert: tuple[Resident, ...]
    safeguard: tuple[Resident, ...]
    voluntary: tuple[Resident, ...]
    folder: Path

    @property
    def everybody(self) -> tuple[Resident, ...]:
        return self.alert + self.safeguard + self.voluntary

    def named(self, shown: str) -> Resident:
        """The one whose name a page shows."""
        return next(one for one in self.everybody if one.last in shown and one.first in shown)

    @property
    def alert_file(self) -> Path:
        return self.folder / "Registre des Lavandières.xlsx"

    @property
    def safeguard_file(self) -> Path:
        return self.folder / "PCS quartier.ods"

    @property
    def voluntary_file(self) -> Path:
        return self.folder / "volontaires.csv"


def write_three_files(folder: Path) -> Registered:
    """Nobody of the town is in them: the numbers are of a range that it does not use."""
    town = Town(SEED)
    people = [
        replace(town.person(), landline="", mobile=f"0{FIRST_NUMBER + index}", language="fr")
        for index in range(ALERT + SAFEGUARD + VOLUNTARY)
    ]
    registered = Registered(
        alert=tuple(people[:ALERT]),
        safeguard=tuple(people[ALERT : ALERT + SAFEGUARD]),
        voluntary=tuple(people[ALERT + SAFEGUARD :]),
        folder=folder,
    )
    registered.alert_file.write_bytes(alert_workbook(registered.alert))
    registered.safeguard_file.write_bytes(safeguard_sheet(registered.safeguard))
    registered.voluntary_file.write_bytes(voluntary_text(registered.voluntary))
    return registered
