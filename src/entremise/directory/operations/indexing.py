"""The words by which services are found, and when they are open: written with each change of a service."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from entremise.directory.models import Service, Word
from entremise.engines.osm_hours import hours_of
from entremise.engines.spelling import keys_of, words_of
from entremise.engines.trigrams import plain

WORD_SIGNS: Final = 40
DESCRIBED_AT_MOST: Final = 60  # words of a description: what it does stands at its beginning


def index_services(rows: Sequence[Service], owners: dict[int, str] | None = None) -> None:
    """Give rows their words, their place among the names and their hours; they are saved by whoever asks.

    `owners` are the names of those who run them, by organization or structure."""
    said = [(named(row, owners or {}), described(row)) for row in rows]
    ids = ids_of({word for names, others in said for word in (*names, *others)})
    for row, (names, others) in zip(rows, said, strict=True):
        row.name_words = sorted({ids[word] for word in names})
        row.words = sorted({ids[word] for word in (*names, *others)})
        row.sort_key = plain(row.name)[:160]
        row.open_quarters = list(quarters_of(row.opening))


@lru_cache(maxsize=512)
def quarters_of(opening: str) -> tuple[int, ...]:
    """The quarters of the week in which it is open: many services say the same hours."""
    hours = hours_of(opening)
    return () if hours is None else hours.quarters()


def named(row: Service, owners: dict[int, str]) -> tuple[str, ...]:
    return short(words_of(f"{row.name} {owners.get(row.structure_id or 0, '')}"))


def described(row: Service) -> tuple[str, ...]:
    first = islice(words_of(row.description), DESCRIBED_AT_MOST)
    return short((*words_of(f"{row.town} {row.address} {row.public}"), *first))


def short(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) <= WORD_SIGNS)


def ids_of(words: set[str]) -> dict[str, int]:
    """The numbers of these words, the new ones added; two writers of one word share it."""
    known = dict(Word.objects.filter(text__in=words).order_by("pk").values_list("text", "pk"))
    missing = sorted(words - known.keys())
    if missing:
        Word.objects.bulk_create(
            [Word(text=word, keys=sorted(keys_of(word))) for word in missing],
            batch_size=2000,
            ignore_conflicts=True,
        )
        known |= dict(
            Word.objects.filter(text__in=missing).order_by("pk").values_list("text", "pk")
        )
    return known
