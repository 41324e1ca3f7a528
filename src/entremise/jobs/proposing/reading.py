"""A file of offers and needs as JSON: read whole, or refused with the place of its first fault; no value is repeated."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from entremise.engines.assignment.vocabulary import Need, Offer
from entremise.jobs.faults import Trouble

LONGEST_WORD: Final = 200
OFFER_KEYS: Final = (
    *("id", "lat", "lon", "categories", "radius_m", "capacity", "languages", "slots"),
    *("credentials", "helped"),
)
NEED_KEYS: Final = ("id", "lat", "lon", "category", "urgency", "language", "slots", "credential")


@dataclass(frozen=True, slots=True)
class Given:
    """What a file asks for; `frozen` are pairs (need, offer) by id."""

    offers: tuple[Offer, ...]
    needs: tuple[Need, ...]
    frozen: tuple[tuple[str, str], ...]


def refuse(place: str, expected: str) -> NoReturn:
    raise Trouble(
        f"{place} : {expected} Rien n'est écrit. Corrigez ce point du fichier, puis relancez la commande."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One object of the file and its place, such as needs[3]."""

    values: Mapping[str, object]
    place: str

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def get(self, name: str) -> object:
        if name not in self.values:
            refuse(self.at(name), "cette valeur manque.")
        return self.values[name]

    def only(self, known: Sequence[str]) -> "Row":
        for name in self.values:
            if name not in known:
                refuse(
                    self.place or "le fichier",
                    f"une clé est de trop : les clés connues sont {', '.join(known)}.",
                )
        return self

    def number(self, name: str, low: float, high: float) -> float:
        value = self.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            refuse(self.at(name), f"il faut un nombre entre {low} et {high}.")
        if not low <= value <= high:
            refuse(self.at(name), f"il faut un nombre entre {low} et {high}.")
        return float(value)

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.number(name, low, high)
        if value != int(value):
            refuse(self.at(name), f"il faut un nombre entier entre {low} et {high}.")
        return int(value)

    def word(self, name: str) -> str:
        return word_at(self.get(name), self.at(name))

    def words(self, name: str, least: int) -> tuple[str, ...]:
        found = list_at(self.get(name), self.at(name))
        if len(found) < least:
            refuse(self.at(name), "il faut au moins un mot dans cette liste.")
        return tuple(word_at(one, f"{self.at(name)}[{at}]") for at, one in enumerate(found))

    def rows(self, name: str) -> list["Row"]:
        found = list_at(self.get(name), self.at(name))
        return [row_at(one, f"{self.at(name)}[{at}]") for at, one in enumerate(found)]


def word_at(value: object, place: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_WORD:
        refuse(place, f"il faut un texte de 1 à {LONGEST_WORD} signes.")
    return value


def list_at(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        refuse(place, "il faut une liste entre crochets.")
    return value


def row_at(value: object, place: str) -> Row:
    if not isinstance(value, dict):
        refuse(place or "le fichier", "il faut un objet entre accolades.")
    return Row(value, place)


def read(path: Path) -> Given:
    """The offers, needs and frozen pairs of a file; `Trouble` says where it is wrong and what to do."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Trouble(
            f"Le fichier {path} ne peut pas être lu. Vérifiez son nom et ses droits."
        ) from None
    except json.JSONDecodeError as fault:
        refuse(f"ligne {fault.lineno}, colonne {fault.colno}", "ce n'est pas du JSON.")
    except (ValueError, RecursionError):
        refuse("le fichier", "ce n'est pas du JSON en UTF-8.")
    return given(found)


def given(found: object) -> Given:
    whole = row_at(found, "").only(("offers", "needs", "frozen"))
    offers = tuple(offer_of(row.only(OFFER_KEYS)) for row in whole.rows("offers"))
    needs = tuple(need_of(row.only(NEED_KEYS)) for row in whole.rows("needs"))
    for name, ids in (
        ("offers", [one.id for one in offers]),
        ("needs", [one.id for one in needs]),
    ):
        refuse_twice(ids, name, "id")
    rows = whole.rows("frozen") if "frozen" in whole.values else []
    known = {one.id for one in needs}, {one.id for one in offers}
    frozen = tuple(pair_of(row.only(("need", "offer")), *known) for row in rows)
    refuse_twice([need for need, _ in frozen], "frozen", "need")
    return Given(offers, needs, frozen)


def refuse_twice(ids: Sequence[str], list_name: str, name: str) -> None:
    seen: dict[str, int] = {}
    for at, one in enumerate(ids):
        if one in seen:
            refuse(f"{list_name}[{at}].{name}", f"c'est le même que {list_name}[{seen[one]}].")
        seen[one] = at


def offer_of(row: Row) -> Offer:
    return Offer(
        id=row.word("id"),
        lat=row.number("lat", -90, 90),
        lon=row.number("lon", -180, 180),
        categories=row.words("categories", 1),
        radius_m=row.number("radius_m", 0, 100_000),
        capacity=row.whole("capacity", 0, 100),
        languages=row.words("languages", 1),
        slots=row.words("slots", 1),
        credentials=row.words("credentials", 0) if "credentials" in row.values else (),
        helped=row.whole("helped", 0, 1_000_000) if "helped" in row.values else 0,
    )


def need_of(row: Row) -> Need:
    return Need(
        id=row.word("id"),
        lat=row.number("lat", -90, 90),
        lon=row.number("lon", -180, 180),
        category=row.word("category"),
        urgency=row.whole("urgency", 1, 3),
        language=row.word("language") if row.values.get("language") is not None else "",
        slots=row.words("slots", 0),
        credential=row.word("credential") if row.values.get("credential") is not None else "",
    )


def pair_of(row: Row, needs: set[str], offers: set[str]) -> tuple[str, str]:
    need, offer = row.word("need"), row.word("offer")
    if need not in needs:
        refuse(row.at("need"), "aucun besoin du fichier n'a ce nom.")
    if offer not in offers:
        refuse(row.at("offer"), "aucune offre du fichier n'a ce nom.")
    return need, offer
