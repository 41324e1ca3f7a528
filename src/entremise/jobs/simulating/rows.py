"""Values of a TOML file, read one by one; a fault says its line and what to put there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from entremise.jobs.faults import Trouble


def refuse(line: int, name: str, expected: str) -> NoReturn:
    place = f"Ligne {line}, « {name} »" if line else f"« {name} »"
    raise Trouble(f"{place} : {expected} Corrigez le fichier, puis relancez la commande.")


@dataclass(frozen=True, slots=True)
class Row:
    """One table of the file: its values, its name, and the lines of the file from its head on."""

    values: dict[str, object]
    name: str
    lines: tuple[str, ...]
    first: int  # the number of its head line, from 1

    def line(self, key: str) -> int:
        """Where this value is set; the head of the table where it is missing."""
        for number, text in enumerate(self.lines):
            if re.match(rf"\s*(\[+\s*{re.escape(key)}\s*\]|{re.escape(key)}\s*=)", text):
                return self.first + number
        return self.first

    def wrong(self, key: str, expected: str) -> NoReturn:
        refuse(self.line(key), f"{self.name}.{key}" if self.name else key, expected)

    def only(self, *known: str) -> "Row":
        for key in self.values:
            if key not in known:
                self.wrong(
                    key, f"cette clé est inconnue. Les clés connues sont {', '.join(known)}."
                )
        return self

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = self.values.get(key, default)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not low <= value <= high
        ):
            self.wrong(key, f"il faut un nombre entre {low:g} et {high:g}.")
        return float(value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self.number(key, low, high, default)
        if value != int(value):
            self.wrong(key, f"il faut un nombre entier entre {low} et {high}.")
        return int(value)

    def word(self, key: str, among: Sequence[str] = (), default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or not value or (among and value not in among):
            self.wrong(
                key, f"il faut un de ces mots : {', '.join(among)}." if among else "il faut un mot."
            )
        return value

    def words(self, key: str, among: Sequence[str] = ()) -> tuple[str, ...]:
        found = self.values.get(key)
        if not isinstance(found, list) or not found:
            self.wrong(key, "il faut une liste de mots entre crochets.")
        return tuple(
            Row({key: one}, self.name, self.lines, self.first).word(key, among) for one in found
        )

    def table(self, key: str) -> "Row":
        """A table of its own, or written in line; empty where it is missing."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, "il faut une table.")
        name = f"{self.name}.{key}" if self.name else key
        heads = tuple(self.heads(rf"\[\s*{re.escape(name)}\s*\]"))
        if not heads:
            line = self.line(key)
            return Row(value, name, (), line)
        return self.below(value, name, heads[0])

    def tables(self, key: str) -> tuple["Row", ...]:
        found = self.values.get(key)
        if (
            not isinstance(found, list)
            or not found
            or not all(isinstance(one, dict) for one in found)
        ):
            self.wrong(key, f"il faut au moins une table [[{key}]].")
        heads = [*self.heads(rf"\[\[\s*{re.escape(key)}\s*\]\]"), *[0] * len(found)]
        rows = zip(found, heads, strict=False)
        return tuple(
            self.below(one, f"{key}[{at}]", head) for at, (one, head) in enumerate(rows, 1)
        )

    def heads(self, pattern: str) -> Iterator[int]:
        return (at for at, text in enumerate(self.lines) if re.match(rf"\s*{pattern}", text))

    def below(self, values: dict[str, object], name: str, head: int) -> "Row":
        after = self.lines[head + 1 :]
        end = next((at for at, text in enumerate(after) if re.match(r"\s*\[", text)), len(after))
        return Row(values, name, self.lines[head : head + 1 + end], self.first + head)


def top(values: dict[str, object], text: str) -> Row:
    return Row(values, "", tuple(text.splitlines()), 1)
