"""Opening xlsx, ods and csv: bombs, macros and formulas are refused before anything is read."""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import charset_normalizer
import python_calamine

from entremise.engines.importing.vocabulary import FileFault, Unusable

BYTES_AT_MOST: Final = 40 * 1024 * 1024
UNPACKED_AT_MOST: Final = 400 * 1024 * 1024
RATIO_AT_MOST: Final = 150
IS_ENCRYPTED: Final = 0x1  # in the flags of an entry of an archive
ROWS_AT_MOST: Final = 250_000
COLUMNS_AT_MOST: Final = 200
FORMULAS: Final = (b"<f>", b"<f ", b"<f/", b"table:formula=")
ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A guess without frame takes cp1252 for a neighbour and gives wrong letters: these are what French offices write.
ENCODINGS: Final = ["utf_8", "cp1252", "mac_roman", "cp850"]
OLD_START: Final = b"\xd0\xcf\x11\xe0"
PAGES: Final = b"%PDF-"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
WEB_PAGE: Final = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|meta|head)", re.IGNORECASE)
DELIMITERS: Final = (";", "\t", ",")
Row = Sequence[object]
Rows = Iterable[Row]  # to be gone through more than once


class SheetRows:
    """The rows of a sheet, made one by one each time they are asked for: what was read stays packed."""

    def __init__(self, sheet: python_calamine.CalamineSheet) -> None:
        self.sheet = sheet
        down, right = sheet.end or (-1, -1)
        refuse_large(rows=down + 1, columns=right + 1)

    def __iter__(self) -> Iterator[Row]:
        before = [""] * self.sheet.start[1] if self.sheet.start else []
        rows: Iterator[Row] = self.sheet.iter_rows()
        return ([*before, *row] for row in rows) if before else rows

    def merged_in(self, row: int) -> dict[int, int]:
        """First and last column of each merged cell of a row; nothing where the form of the file does not say."""
        ranges = self.sheet.merged_cell_ranges or ()
        return {left: right for (top, left), (_down, right) in ranges if top == row}


def sheets_of(path: Path) -> tuple[dict[str, Rows], tuple[str, ...], str]:
    """The visible sheets by name, the names of the hidden ones, and the encoding of a text; raise `Unusable`."""
    if path.stat().st_size > BYTES_AT_MOST:
        raise Unusable(FileFault.TOO_LARGE)
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK"):
        refuse_hostile(path)
        return (*workbook_sheets(path), "")
    data = path.read_bytes()
    if start.startswith(OLD_START):
        raise Unusable(FileFault.PROTECTED if ENCRYPTED in data else FileFault.OLD_FORMAT)
    if WEB_PAGE.match(data.lstrip(codecs.BOM_UTF8)):
        raise Unusable(FileFault.WEB_PAGE)
    if start.startswith(PAGES):
        raise Unusable(FileFault.UNREADABLE)
    return text_sheet(data)


def refuse_hostile(path: Path) -> None:
    """Bombs by size and ratio, entities, macros and formulas: read from the archive, before any parser."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
                raise Unusable(FileFault.PROTECTED)
            unpacked = sum(entry.file_size for entry in entries)
            packed = max(1, sum(entry.compress_size for entry in entries))
            if unpacked > UNPACKED_AT_MOST or (
                unpacked > 10**6 and unpacked / packed > RATIO_AT_MOST
            ):
                raise Unusable(FileFault.BOMB)
            if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
                raise Unusable(FileFault.MACROS)
            for entry in entries:
                if entry.filename.lower().endswith(".xml"):
                    refuse_hostile_part(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise Unusable(FileFault.UNREADABLE) from None


def refuse_hostile_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    is_sheet = "worksheets/" in entry.filename or entry.filename == "content.xml"
    with archive.open(entry) as part:
        seen = b""
        while chunk := part.read(1 << 20):
            window = seen[-64:] + chunk
            if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in window:
                raise Unusable(FileFault.PROTECTED)
            if b"<!" in window and ENTITY.search(window):
                raise Unusable(FileFault.ENTITIES)
            if is_sheet and any(map(window.__contains__, FORMULAS)):
                raise Unusable(FileFault.FORMULAS, Path(entry.filename).stem)
            seen = chunk


def workbook_sheets(path: Path) -> tuple[dict[str, Rows], tuple[str, ...]]:
    try:
        book = python_calamine.load_workbook(str(path))
        shown: dict[str, Rows] = {}
        hidden = []
        for sheet in book.sheets_metadata:
            if sheet.visible is not python_calamine.SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            shown[sheet.name] = SheetRows(book.get_sheet_by_name(sheet.name))
    except (python_calamine.CalamineError, ValueError, OSError):
        raise Unusable(FileFault.UNREADABLE) from None
    return shown, tuple(hidden)


def refuse_large(*, rows: int, columns: int) -> None:
    if rows > ROWS_AT_MOST or columns > COLUMNS_AT_MOST:
        raise Unusable(FileFault.TOO_LARGE)


def text_sheet(data: bytes) -> tuple[dict[str, Rows], tuple[str, ...], str]:
    import clevercsv  # noqa: PLC0415 -- a sixth of every start, for files alone

    text, encoding = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # old Macs end their lines so
    if "\x00" in text:
        raise Unusable(FileFault.UNREADABLE)
    dialect = clevercsv.Detector().detect(text[:20_000], delimiters=list(DELIMITERS))
    delimiter = dialect.delimiter if dialect is not None and dialect.delimiter else likely(text)
    try:
        rows = list(clevercsv.reader(io.StringIO(text), delimiter=delimiter, quotechar='"'))
    except clevercsv.Error:
        raise Unusable(FileFault.UNREADABLE) from None
    refuse_large(rows=len(rows), columns=max(map(len, rows), default=0))
    if '"' in text:
        refuse_open_quote(rows, delimiter, is_odd=text.count('"') % 2 == 1)
    return {"": rows}, (), encoding


def refuse_open_quote(rows: Sequence[Sequence[str]], delimiter: str, *, is_odd: bool) -> None:
    """A quotation mark that never closes takes the lines below it into one cell: nobody would see who is missing."""
    width, line = max(map(len, rows), default=0), 1
    for row in rows:
        lines_inside = [one for cell in row if "\n" in cell for one in cell.split("\n")[1:]]
        is_cut = (
            is_odd
            and len(row) < width
            and row[-1:]
            and row[-1].count(delimiter) >= width - len(row)
        )
        if is_cut or any(one.count(delimiter) >= max(2, width - 1) for one in lines_inside):
            raise Unusable(FileFault.OPEN_QUOTE, str(line))
        line += 1 + len(lines_inside)


def decoded(data: bytes) -> tuple[str, str]:
    """What a mark says, strict UTF-8, else the encodings of French offices."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # « Texte Unicode »
        return data.decode("utf-16", errors="replace"), "utf_16"
    try:
        return data.decode("utf-8-sig"), "utf_8"
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data, cp_isolation=ENCODINGS).best()
    encoding = best.encoding if best is not None else "cp1252"
    return data.decode(encoding, errors="replace"), encoding


def likely(text: str) -> str:
    """The delimiter that stands most often in the first lines."""
    return max(DELIMITERS, key=text[:20_000].count)
