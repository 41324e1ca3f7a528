"""Files that a town writes about its districts, « code;name » or « code;street » a line."""

from pathlib import Path
from typing import Final

from entremise.jobs.faults import Trouble
from entremise.territory.vocabulary import DistrictCard

LONGEST_CODE: Final = 10
LONGEST_NAME: Final = 120
SIGNS_AROUND: Final = ' \t;"'  # of a spreadsheet: quotes, and the semicolons of empty columns


def named_districts(path: Path) -> tuple[DistrictCard, ...]:
    """The districts; `Trouble` when one code has two names."""
    names: dict[str, str] = {}
    for code, name in coded_lines(path, "nom", 80):
        if names.setdefault(code, name) != name:
            raise Trouble(
                f"{path} : le code {code} a deux noms, {names[code]} et {name}. Rien n'a été changé."
            )
    return tuple(DistrictCard(code, name) for code, name in names.items())


def districts_by_street(path: Path) -> dict[str, str]:
    """The district of each street."""
    return {street: code for code, street in coded_lines(path, "rue", LONGEST_NAME)}


def coded_lines(path: Path, what: str, longest: int) -> list[tuple[str, str]]:
    """What stands on both sides of the first semicolon, without heads and quotes; `Trouble` says which line says less."""
    found = []
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        code, _, rest = (part.strip(SIGNS_AROUND) for part in line.partition(";"))
        if not (code or rest) or (number == 1 and code.lower() == "code"):
            continue
        if not (code and rest and len(code) <= LONGEST_CODE and len(rest) <= longest):
            raise Trouble(
                f"{path}, ligne {number} : il faut « code;{what} », {LONGEST_CODE} signes au plus pour "
                f"le code, {longest} pour le reste. Rien n'a été changé."
            )
        found.append((code, rest))
    return found


def text_of(path: Path) -> str:
    """In UTF-8, or as a spreadsheet of Windows writes it."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
