"""People whose every value can be recognised anywhere: in a page, a file, a header, a row, a line of a log."""

import base64
import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from html import unescape
from urllib.parse import unquote_plus

from entremise.people.vocabulary import Address, Contact, Name, Sheet, Situation, ThirdParty, Title

# No word of French and of no page holds these: each value of a person holds hers.
STEMS = (
    "brizomel",
    "crantuvic",
    "dovrelac",
    "flumpagor",
    "grivoxan",
    "hulmetric",
    "jaspolder",
    "klavurin",
    "lomphrad",
    "mizvendol",
    "nurquapel",
    "ostravigne",
    "pelkrodim",
    "quozanfel",
    "rijmolvac",
    "sturvagon",
)
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
NUMBER = re.compile(r"(?:\+33|0033|33|0)[ ().\-/]{0,4}[1-9](?:[ .\-/]{0,2}\d\d){4}")
FIGURE = re.compile(r"\d")
ESCAPED_SPACE = re.compile(r"\\u(?:202f|00a0|2060)", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
SPACES = str.maketrans("\u00a0\u202f", "  ", "\u2060")
DECADE = "193"  # all are born in the thirties


@dataclass(frozen=True)
class Mark:
    """One person: the word in all her values, her numbers without their first figure, her day of birth."""

    number: int

    @property
    def stem(self) -> str:
        return STEMS[self.number]

    @cached_property
    def numbers(self) -> tuple[str, str, str]:
        """Landline, mobile, and the mobile of her daughter."""
        return (
            f"1990071{self.number:02d}",
            f"6399872{self.number:02d}",
            f"6399873{self.number:02d}",
        )

    @property
    def born(self) -> date:
        return date(1931, 1, 29) + timedelta(days=97 * self.number)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """How her word looks in hexadecimal, and in base64 at any place."""
        coded = (
            base64.b64encode(bytes(shift) + self.stem.encode())[
                (8 * shift + 5) // 6 : (shift + len(self.stem)) * 8 // 6
            ].decode()
            for shift in range(3)
        )
        return (self.stem.encode().hex(), *(one.lower() for one in coded))

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Her day of birth, as pages and files write days."""
        born = self.born
        spoken = f"{born.day} {MONTHS[born.month - 1]} {born.year}"
        return (born.isoformat(), f"{born:%d/%m/%Y}", f"{born:%d.%m.%Y}", spoken)

    def sheet(self, **given: object) -> Sheet:
        stem, (landline, mobile, relative) = self.stem, self.numbers
        fields: dict[str, object] = {
            "name": Name(
                last=f"Van{stem}", first=f"Lu{stem}", title=Title.MADAME, usage=f"De{stem}"
            ),
            "birth": self.born,
            "phones": (f"+33{landline}", f"+33{mobile}"),
            "mail": f"{stem}@exemple.invalid",
            "address": Address(line=f"4 rue {stem}", postcode="00100", town="Aubrelle"),
            "district": "Q3",
            "situation": Situation(lives_alone=True, hot_home=True),
            "contact": Contact(language="fr", hearing_note=f"Parler fort à {stem}"),
            "third_parties": (ThirdParty(f"Catherine {stem}", "fille", f"+33{relative}"),),
            "quality": "65 ans ou plus",
            "free_text": f"Le chien de {stem} aboie.",
        }
        return Sheet(**(fields | given))


MARKS = tuple(Mark(number) for number in range(len(STEMS)))


def marked_in(body: bytes | str) -> frozenset[Mark]:
    """Everybody who can be read in it, whatever the coding, the case or the spaces."""
    text = body if isinstance(body, str) else readable(body)
    undone = unquote_plus(unescape(unescape(ESCAPED_SPACE.sub(" ", text)))).translate(SPACES)
    words = "\n".join((undone, TAG.sub("", undone))).casefold()
    coded = text.casefold()
    figures = {"".join(FIGURE.findall(one))[-9:] for one in NUMBER.findall(words)}
    return frozenset(
        mark
        for mark in MARKS
        if mark.stem in words
        or any(one in coded for one in mark.codes)
        or not figures.isdisjoint(mark.numbers)
        or (DECADE in words and any(one in words for one in mark.days))
    )


def readable(body: bytes) -> str:
    """A file that is an archive (xlsx, ods) is read part by part."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def stems(marks: Collection[Mark]) -> list[str]:
    return sorted(mark.stem for mark in marks)
