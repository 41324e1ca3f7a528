"""What an import of services does, and why a file, a line or a cell is left: the same on screen and in the terminal."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.directory.vocabulary import Change, Note
from entremise.engines.service_files.vocabulary import EntryFault, FileFault
from entremise.kernel.errors import Refused

CHANGES: Final[dict[Change, StrOrPromise]] = {
    Change.NEW: _("New services"),
    Change.CHANGED: _("Services that change"),
    Change.SAME: _("Services already the same"),
    Change.BACK: _("Ended services that are back"),
    Change.OWN_KEPT: _("Changed at the source, your correction stays"),
    Change.ENDED: _("No longer in the file"),
}
LINE_CHANGES: Final[dict[Change, StrOrPromise]] = {
    Change.NEW: _("enters"),
    Change.CHANGED: _("changes:"),
    Change.SAME: _("is the same"),
    Change.BACK: _("is back:"),
    Change.OWN_KEPT: _("your correction stays:"),
    Change.ENDED: _("is no longer in the file"),
}
FILE_FAULTS: Final[dict[FileFault, StrOrPromise]] = {
    FileFault.UNREADABLE: _("This archive cannot be opened. Download it again."),
    FileFault.TORN: _("This file is cut or broken. Download it again, whole."),
    FileFault.ENCODING: _("The letters of this file cannot be read. Save it in UTF-8."),
    FileFault.BOMB: _("This archive unpacks to far too much, or is not what it announces."),
    FileFault.TOO_LARGE: _("This file is too large: 64 MB at most. Take the extract of your département."),
    FileFault.PROTECTED: _("This archive is protected by a password. Bring it without one."),
    FileFault.WORKBOOK: _("This is a workbook. Bring the JSON or CSV file of the same data, or save it as CSV."),
    FileFault.PARQUET: _("Parquet files are not read. The same data are published in JSON and in CSV."),
    FileFault.PACKED: _("This file is packed in gz. Unpack it, then bring it."),
    FileFault.WEB_PAGE: _("This is a web page, not a file of data. Use the link « download »."),
    FileFault.OLD_SCHEMA: _("This file follows the old schema (version 0). Bring a file of data·inclusion version 1."),
    FileFault.NOT_SERVICES: _("No service was found in this file. Bring the services of data·inclusion (JSON, JSON lines or CSV) or of HSDS (JSON, or a zip of CSV tables)."),
}  # fmt: skip
ENTRY_FAULTS: Final[dict[EntryFault, StrOrPromise]] = {
    EntryFault.NOT_AN_ENTRY: _("left: this line is no service"),
    EntryFault.NO_ID: _("left: no number or no source"),
    EntryFault.NO_NAME: _("left: no name, or a name of less than three letters"),
    EntryFault.DOUBLE: _("left: the same number stands higher in the file"),
    EntryFault.OUT_OF_AREA: _("left: does not serve this territory"),
    EntryFault.CLOSED: _("left: its source says it is closed"),
    EntryFault.OWN_SOURCE: _("left: this is your own entry"),
    EntryFault.UNKNOWN_VALUE: _("cell lost: a value that the schema does not know"),
    EntryFault.BAD_LINK: _("cell lost: not a web address that can be shown"),
    EntryFault.BAD_MAIL: _("cell lost: not a mail address"),
    EntryFault.BAD_PHONE: _("cell lost: not a phone number"),
    EntryFault.BAD_DATE: _("cell lost: not a date"),
    EntryFault.BAD_POSITION: _("cell lost: not a position"),
    EntryFault.CUT: _("cell cut: too long"),
}
FIELDS: Final[dict[str, StrOrPromise]] = {
    "name": _("Name"),
    "description": _("Description"),
    "kind": _("Kind of help"),
    "themes": _("Themes"),
    "publics": _("For whom?"),
    "public": _("For whom, in words"),
    "conditions": _("Conditions"),
    "cost": _("Cost"),
    "cost_note": _("Cost, in words"),
    "opening": _("Opening hours"),
    "address": _("Address"),
    "postcode": _("Postcode"),
    "town": _("Town"),
    "lat_e6": _("Latitude"),
    "lon_e6": _("Longitude"),
    "phone": _("Phone"),
    "mail": _("Mail"),
    "link": _("Web page"),
    "form_url": _("Form to ask"),
    "ways": _("How to ask"),
    "reached_by": _("Who may ask"),
    "ways_note": _("How to ask, in words"),
    "receptions": _("Where it receives"),
    "languages": _("Languages"),
    "accessibility": _("Accessibility"),
    "zone": _("Zone"),
    "commune": _("Code of the commune"),
}


def fault_words(refused: Refused) -> str:
    """Why a file is refused, and where in it."""
    words = str(FILE_FAULTS[FileFault(str(refused.facts["fault"]))])
    place = refused.facts.get("place")
    return f"{words} ({gettext('line or part: %(place)s') % {'place': place}})" if place else words


def note_words(note: Note) -> str:
    """What becomes of a line of a dry run."""
    if note.what in Change.__members__:
        fields = ", ".join(str(FIELDS.get(one, one)).lower() for one in note.detail)
        return f"{LINE_CHANGES[Change(note.what)]} {fields}".strip()
    where = f" ({', '.join(note.detail)})" if note.detail else ""
    return f"{ENTRY_FAULTS[EntryFault(note.what)]}{where}"
