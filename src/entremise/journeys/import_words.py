"""Columns of a file and what is wrong with it, in words: the same on screen and in the terminal."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.engines.importing.vocabulary import LOST_CELLS, Column, FileFault, LineFault
from entremise.kernel.errors import Refused
from entremise.registers.vocabulary import Problem

COLUMNS: Final[dict[Column, StrOrPromise]] = {
    Column.SKIPPED: _("Do not read"),
    Column.TITLE: _("Title or sex"),
    Column.LAST: _("Name"),
    Column.BIRTH_NAME: _("Birth name"),
    Column.USAGE: _("Name in use"),
    Column.FIRST: _("First name"),
    Column.FULL_NAME: _("Name and first name"),
    Column.BIRTH: _("Date of birth"),
    Column.NUMBER: _("Number in the street"),
    Column.STREET: _("Street or address"),
    Column.COMPLEMENT: _("Rest of the address"),
    Column.POSTCODE: _("Postcode"),
    Column.TOWN: _("Town"),
    Column.DISTRICT: _("District"),
    Column.PHONE: _("Phone"),
    Column.MAIL: _("Mail"),
    Column.CONTACT_NAME: _("Person to warn: name"),
    Column.CONTACT_LINK: _("Person to warn: link"),
    Column.CONTACT_PHONE: _("Person to warn: phone"),
    Column.GUARDIAN: _("Who acts for the person: name"),
    Column.GUARDIAN_PHONE: _("Who acts for the person: phone"),
    Column.LIVES_ALONE: _("Lives alone"),
    Column.HOT_HOME: _("Hot home"),
    Column.LANGUAGE: _("Language"),
    Column.HEARING: _("How to speak"),
    Column.MODE: _("Who asked for the entry"),
    Column.REGISTERED_ON: _("Date of the entry"),
    Column.EXTERNAL_ID: _("Number in the source"),
    Column.NOTE: _("Remarks (quarantined)"),
    Column.FORBIDDEN: _("Forbidden: take this column out"),
}
FILE_FAULTS: Final[dict[FileFault, StrOrPromise]] = {
    FileFault.UNREADABLE: _("This file cannot be read. Save it again as xlsx, ods or csv."),
    FileFault.PROTECTED: _(
        "This file is protected by a password. Open it, save it without password, bring it again."
    ),
    FileFault.OLD_FORMAT: _(
        "This file has the old Excel form (xls). Open it, save it as xlsx, bring it again."
    ),
    FileFault.WEB_PAGE: _(
        "This file is a web page named like a workbook. Open it in a spreadsheet, save it as xlsx, bring it again."
    ),
    FileFault.BOMB: _("This file unpacks to far too much. Copy its lines into a new file."),
    FileFault.ENTITIES: _(
        "This file holds instructions that no register needs. Copy its lines into a new file."
    ),
    FileFault.MACROS: _("This file holds macros. Save it as a plain xlsx."),
    FileFault.FORMULAS: _("This file holds formulas. Copy, then paste the values alone."),
    FileFault.OPEN_QUOTE: _(
        "A quotation mark does not close, and takes the lines below it into one cell. Take it out of the file, in this line:"
    ),
    FileFault.NO_HEADER: _("No line of heads was found: Nom, Prénom, Date de naissance…"),
    FileFault.NO_NAME_COLUMN: _("No column gives name and first name. Choose them below."),
    FileFault.FORBIDDEN_COLUMN: _("This column may not enter a register. Take it out of the file:"),
    FileFault.TOO_LARGE: _(
        "This file is too large: 40 MB, 250,000 lines and 200 columns at most. Something may stand far below or far to the right of the list."
    ),
}
LINE_FAULTS: Final[dict[LineFault, StrOrPromise]] = {
    LineFault.NO_NAME: _("no name or no first name"),
    LineFault.LONE_CELL: _("one cell alone is filled: read as a title, nobody enters"),
    LineFault.TWO_PERSONS: _("two persons in one line: write two lines"),
    LineFault.SCIENTIFIC_PHONE: _(
        "entered without a phone that the spreadsheet has lost (6,12E+08), to be typed again"
    ),
    LineFault.BAD_PHONE: _("entered without a phone that has too few or too many digits"),
    LineFault.NIR: _("a social security number stands in this line: take it out"),
    LineFault.FORMULA: _("a cell begins like a formula"),
    LineFault.BAD_DATE: _("entered without a date that is not clear"),
    LineFault.TOO_YOUNG: _("under 18: an alert register holds adults"),
    LineFault.DOUBLE: _("the same person stands earlier in the file"),
}


def fault_words(refused: Refused) -> str:
    """Why a file cannot be used, and where in it."""
    fault = FileFault(str(refused.facts["fault"]))
    return f"{FILE_FAULTS[fault]} {refused.facts.get('place', '')}".strip()


def problem_words(one: Problem) -> str:
    """What is wrong with a line: a double says which line it repeats, a lost cell its column."""
    words = str(LINE_FAULTS[LineFault(one.fault)])
    if one.other_line:
        return f"{words} ({gettext('line')} {one.other_line})"
    if LineFault(one.fault) in LOST_CELLS:
        return f"{words} ({COLUMNS[Column(one.column)]})"
    return words
