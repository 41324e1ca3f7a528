"""A file read with the columns that are guessed, and a line of it in one line."""

from pathlib import Path

from entremise.engines.importing.files import refuse_mapping, table_of
from entremise.engines.importing.heads import guess_mapping
from entremise.engines.importing.lines import read_lines
from entremise.engines.importing.vocabulary import Reading, ReadLine


def read(path: Path) -> Reading:
    table = table_of(path)
    mapping = guess_mapping(table)
    refuse_mapping(table, mapping)
    return read_lines(table, mapping, this_year=2026)


def said(line: ReadLine) -> str:
    """Name, birth, numbers, address, contacts; what is empty is left out."""
    name = f"{line.title[:3]} {line.last} {line.first}".strip()
    name += f" ({line.usage})" if line.usage else ""
    parts = (
        f"{line.line} {name}",
        str(line.birth or line.birth_year or ""),
        " ".join(number.removeprefix("+33") for number in line.phones),
        " / ".join(filter(None, (line.street, line.complement, line.postcode, line.town))),
        " / ".join(f"{one.name}: {one.phone.removeprefix('+33')}" for one in line.contacts),
        {True: "alone", False: "not alone", None: ""}[line.lives_alone],
    )
    return "; ".join(filter(None, parts))
