"""The workbook of an export: every cell is text, every printed sheet and every line says which copy it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from entremise.commons.vocabulary.law import FieldGroup
from entremise.engines.copy_marks import line_mark
from entremise.people.vocabulary import Address, Card, Contact, Name, Situation, Title

Line = Sequence[str]
HEADS_AT = 3  # two lines say what this is, one is empty
HEADER_AT_MOST = 255  # what a spreadsheet keeps of a header or a footer
OPTIONS = {
    "in_memory": True,  # nothing in clear on a disk
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Watermark:
    """What stands on every sheet, on screen and in print."""

    number: str
    copy_mark: str
    asked_by: str
    countersigned_by: str
    recipient: str
    day: str

    @property
    def title(self) -> str:
        return _("Export %(number)s, copy %(mark)s, for %(recipient)s") % {
            "number": self.number,
            "mark": self.copy_mark,
            "recipient": self.recipient,
        }

    @property
    def signatures(self) -> str:
        return _("Asked by %(one)s, countersigned by %(two)s, built on %(day)s") % {
            "one": self.asked_by,
            "two": self.countersigned_by,
            "day": self.day,
        }


class NamesBook:
    """A workbook in memory, sheet after sheet; `sealed_by` closes it and gives what a cipher made of it."""

    def __init__(self, watermark: Watermark) -> None:
        self.watermark = watermark
        self.buffer = BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, OPTIONS)
        self.book.set_properties({"title": watermark.title, "comments": watermark.signatures})
        self.bold = self.book.add_format({"bold": True})

    def add_sheet(self, title: str, heads: Line, lines: Iterable[Line]) -> int:
        """Write a sheet; return how many lines it has."""
        sheet = self.book.add_worksheet(title)
        self.mark(sheet)
        sheet.write_row(HEADS_AT, 0, (_("Line"), *heads), self.bold)
        count = 0
        for count, line in enumerate(lines, start=1):
            cells = (line_mark(self.watermark.copy_mark, count), *map(neutral, line))
            for column, cell in enumerate(cells):
                sheet.write_string(HEADS_AT + count, column, cell)
        sheet.freeze_panes(HEADS_AT + 1, 2)
        sheet.autofilter(HEADS_AT, 0, HEADS_AT + max(count, 1), len(heads))
        sheet.set_column(0, len(heads), 18)
        return count

    def mark(self, sheet: Worksheet) -> None:
        words = self.watermark
        sheet.write_string(0, 0, words.title, self.bold)
        sheet.write_string(1, 0, words.signatures)
        sheet.set_header(f"&L{in_header(words.title)}")
        sheet.set_footer(f"&L{in_header(words.signatures)}&R&P/&N")
        sheet.repeat_rows(HEADS_AT)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def sealed_by(self, cipher: Callable[[bytes], bytes]) -> bytes:
        self.book.close()
        return cipher(self.buffer.getvalue())


def in_header(text: str) -> str:
    return text.replace("&", "&&")[: HEADER_AT_MOST - 12]


def neutral(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, even saved again as csv."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def heads_of(groups: frozenset[FieldGroup]) -> list[str]:
    return [str(head) for group in shown(groups) for head in COLUMNS[group][0]()]


def line_of(card: Card, code: str, groups: frozenset[FieldGroup]) -> list[str]:
    return [code, *(cell for group in shown(groups) for cell in COLUMNS[group][1](card))]


def shown(groups: frozenset[FieldGroup]) -> Iterator[FieldGroup]:
    return (group for group in COLUMNS if group in groups)


def name_cells(card: Card) -> tuple[str, ...]:
    name = card.name or Name(last="", first="")
    titles = {Title.MADAME: _("Mrs"), Title.MONSIEUR: _("Mr"), Title.NONE: ""}
    birth_name = name.last if name.usage else ""
    return titles[name.title], name.shown, name.first, birth_name


def address_cells(card: Card) -> tuple[str, ...]:
    place = card.address or Address()
    line = ", ".join(filter(None, (place.line, place.complement, place.access)))
    return line, place.postcode, place.town


def situation_cells(card: Card) -> tuple[str, ...]:
    facts = card.situation or Situation()
    words = {True: _("yes"), False: _("no"), None: ""}
    return words[facts.lives_alone], words[facts.hot_home], words[facts.has_relative]


def contact_cells(card: Card) -> tuple[str, ...]:
    contact = card.contact or Contact(language="")
    return contact.language, contact.hearing_note


def third_party_cells(card: Card) -> tuple[str, ...]:
    parts = ((one.name, one.link, national(one.phone)) for one in card.third_parties)
    return ("\n".join(", ".join(filter(None, part)) for part in parts),)


def national(number: str) -> str:
    digits = f"0{number[3:]}" if number.startswith("+33") else number
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


Cells = Callable[[Card], tuple[str, ...]]
Heads = Callable[[], tuple[str, ...]]
# What a file may hold of each group, in the order of its columns; a group that is not here never leaves.
COLUMNS: dict[FieldGroup, tuple[Heads, Cells]] = {
    FieldGroup.NAME: (
        lambda: (_("Title (person)"), _("Name"), _("First name"), _("Birth name")),
        name_cells,
    ),
    FieldGroup.AGE_BAND: (lambda: (_("Age"),), lambda card: (card.age_band,)),
    FieldGroup.PHONE: (
        lambda: (_("Phone"),),
        lambda card: ("\n".join(map(national, card.phones)),),
    ),
    FieldGroup.ADDRESS: (lambda: (_("Address"), _("Postcode"), _("Town")), address_cells),
    FieldGroup.DISTRICT: (lambda: (_("District"),), lambda card: (card.district,)),
    FieldGroup.SITUATION: (
        lambda: (_("Lives alone"), _("Hot home"), _("Has somebody near")),
        situation_cells,
    ),
    FieldGroup.CONTACT: (lambda: (_("Language"), _("How to speak")), contact_cells),
    FieldGroup.THIRD_PARTY: (lambda: (_("People to warn"),), third_party_cells),
}
