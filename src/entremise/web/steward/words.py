"""Kinds of registers, columns, faults and states as a steward reads them."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.commons.vocabulary.law import RegisterKind
from entremise.engines.importing.vocabulary import Column, FileFault, LineFault
from entremise.outreach.vocabulary.calls import TaskKind
from entremise.registers.vocabulary import DeliveryState

KINDS: Final[dict[RegisterKind, StrOrPromise]] = {
    RegisterKind.CASF_ALERT: _("Alert register (heat wave, CASF L121-6-1)"),
    RegisterKind.PCS: _("Safeguard plan (CSI L731-3)"),
    RegisterKind.APA_FEED: _("Home-care allowance, sent by the département"),
    RegisterKind.PCH_FEED: _("Disability allowance, sent by the département"),
    RegisterKind.CARSAT_FEED: _("Pension fund"),
    RegisterKind.TRANSPORT: _("Reduced transport fares"),
    RegisterKind.MINIMA: _("Minimum income"),
    RegisterKind.VOLUNTARY: _("Voluntary list"),
}
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
    FileFault.NO_HEADER: _("No line of heads was found: Nom, Prénom, Date de naissance…"),
    FileFault.NO_NAME_COLUMN: _("No column gives name and first name. Choose them below."),
    FileFault.FORBIDDEN_COLUMN: _("This column may not enter a register. Take it out of the file:"),
    FileFault.TOO_LARGE: _("This file is too large: 40 MB and 250,000 lines at most."),
}
LINE_FAULTS: Final[dict[LineFault, StrOrPromise]] = {
    LineFault.NO_NAME: _("no name or no first name"),
    LineFault.TWO_PERSONS: _("two persons in one line: write two lines"),
    LineFault.SCIENTIFIC_PHONE: _(
        "entered without a phone that the spreadsheet has lost (6,12E+08): type it again"
    ),
    LineFault.NIR: _("a social security number stands in this line: take it out"),
    LineFault.FORMULA: _("a cell begins like a formula"),
    LineFault.BAD_DATE: _("entered without a date that is not clear"),
    LineFault.TOO_YOUNG: _("under 18: an alert register holds adults"),
    LineFault.DOUBLE: _("the same person stands earlier in the file"),
}
STATES: Final[dict[DeliveryState, StrOrPromise]] = {
    DeliveryState.UPLOADED: _("columns to check"),
    DeliveryState.COMPARED: _("to confirm"),
    DeliveryState.QUEUED: _("waiting"),
    DeliveryState.RUNNING: _("in progress"),
    DeliveryState.DONE: _("imported"),
    DeliveryState.FAILED: _("failed, nothing was written"),
    DeliveryState.CANCELLED: _("stopped"),
    DeliveryState.UNDONE: _("taken back"),
}
TITLES: Final[dict[DeliveryState, StrOrPromise]] = {
    DeliveryState.UPLOADED: _("columns to check"),
    DeliveryState.COMPARED: _("to confirm"),
    DeliveryState.QUEUED: _("Import waiting"),
    DeliveryState.RUNNING: _("Import under way"),
    DeliveryState.DONE: _("Import done"),
    DeliveryState.FAILED: _("Import failed"),
    DeliveryState.CANCELLED: _("Import stopped"),
    DeliveryState.UNDONE: _("Import taken back"),
}
TASKS: Final[dict[TaskKind, StrOrPromise]] = {
    TaskKind.WRONG_NUMBER: _("wrong number"),
    TaskKind.OUT_OF_SERVICE: _("number out of service"),
    TaskKind.DEATH: _("death announced, to confirm"),
    TaskKind.INCONSISTENT: _("the entry does not fit"),
}
