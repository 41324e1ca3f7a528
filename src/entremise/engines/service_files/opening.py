"""From the bytes of a file to its records with their lines: archives, JSON, JSON lines, CSV; all of it bounded."""

import codecs
import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NoReturn

from entremise.engines.service_files.vocabulary import FileFault, Unusable

BYTES_AT_MOST: Final = 64 * 1024 * 1024
UNPACKED_AT_MOST: Final = 256 * 1024 * 1024
RATIO_AT_MOST: Final = 200
PARTS_AT_MOST: Final = 60
RECORDS_AT_MOST: Final = 300_000
STARTS: Final = (
    (b"PAR1", FileFault.PARQUET),
    (b"\x1f\x8b", FileFault.PACKED),
    (b"\xd0\xcf\x11\xe0", FileFault.WORKBOOK),
)
WEB_PAGE: Final = re.compile(rb"\s*<(?:!doctype|html|\?xml|head|body)", re.IGNORECASE)
BLANK: Final = re.compile(r"[\s,]*")
WINDOWS_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]")
LISTS: Final = ("contents", "services", "structures", "items", "data")  # of a page of an interface

Row = tuple[int, dict[str, object]]  # its line in the part


@dataclass(frozen=True, slots=True)
class Part:
    """One file, or one member of an archive, with its records."""

    name: str
    rows: tuple[Row, ...]


def parts_of(data: bytes) -> tuple[Part, ...]:
    """The records of a file; raise `Unusable`."""
    if len(data) > BYTES_AT_MOST:
        raise Unusable(FileFault.TOO_LARGE)
    if data.startswith(b"PK"):
        return tuple(Part(name, rows_of(part, name)) for name, part in members_of(data))
    return (Part("", rows_of(data, "")),)


def members_of(data: bytes) -> list[tuple[str, bytes]]:
    """The JSON and CSV files of an archive, unpacked within bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_hostile(archive.infolist())
            return [
                (PurePosixPath(one.filename).name, unpacked(archive, one))
                for one in archive.infolist()
                if is_data(one.filename)
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
        raise Unusable(FileFault.UNREADABLE) from None


def refuse_hostile(members: list[zipfile.ZipInfo]) -> None:
    if any(one.filename in {"[Content_Types].xml", "mimetype"} for one in members):
        raise Unusable(FileFault.WORKBOOK)
    if any(one.flag_bits & 1 for one in members):
        raise Unusable(FileFault.PROTECTED)
    size = sum(one.file_size for one in members)
    packed = max(1, sum(one.compress_size for one in members))
    is_bomb = size > UNPACKED_AT_MOST or (size > 10**6 and size / packed > RATIO_AT_MOST)
    if is_bomb or len(members) > PARTS_AT_MOST:
        raise Unusable(FileFault.BOMB)


def is_data(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = path.name.startswith((".", "_")) or "__MACOSX" in path.parts
    is_known = path.suffix.lower() in {".json", ".jsonl", ".ndjson", ".csv"}
    return is_known and not is_hidden and path.name != "datapackage.json"


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member read up to the size it announces: a lie ends the reading."""
    with archive.open(member) as part:
        data = part.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise Unusable(FileFault.BOMB, member.filename)
    return data


def rows_of(data: bytes, name: str) -> tuple[Row, ...]:
    for start, fault in STARTS:
        if data.startswith(start):
            raise Unusable(fault, name)
    if WEB_PAGE.match(data.removeprefix(codecs.BOM_UTF8)[:200]):
        raise Unusable(FileFault.WEB_PAGE, name)
    is_json = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")
    text = text_of(data, name, is_json=is_json)
    is_json = is_json or text.lstrip()[:1] in ("{", "[")
    rows = tuple(bounded(json_rows(text, name) if is_json else csv_rows(text, name), name))
    if not rows:
        raise Unusable(FileFault.NOT_SERVICES, name)
    return rows


def bounded(rows: Iterator[Row], name: str) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number >= RECORDS_AT_MOST:
            raise Unusable(FileFault.TOO_LARGE, name)
        yield row


def text_of(data: bytes, name: str, *, is_json: bool) -> str:
    """UTF-8, or UTF-16 with its mark; CSV also as Windows writes it. A guess is refused: it gives wrong letters."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if is_json:
            raise Unusable(FileFault.ENCODING, name) from None
    text = data.decode("cp1252", errors="replace")
    if "\ufffd" in text or WINDOWS_CONTROL.search(text):
        raise Unusable(FileFault.ENCODING, name)
    return text


def torn(line: int, name: str) -> NoReturn:
    raise Unusable(FileFault.TORN, f"{name}:{line}" if name else str(line))


def json_rows(text: str, name: str) -> Iterator[Row]:
    """The objects of an array, of JSON lines, or of the list inside one object, each with its line; its rank when all stand on one."""
    start = BLANK.match(text)
    at = start.end() if start else 0
    is_array = text[at] == "["
    at = past_blank(text, at + 1) if is_array else at
    decoder, line, seen, is_one_line = json.JSONDecoder(), 1, 0, "\n" not in text.strip()
    rank = 0
    while at < len(text) and not (is_array and text[at] == "]"):
        rank += 1
        line = rank if is_one_line else line + text.count("\n", seen, at)
        seen = at
        try:
            found, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            torn(line, name)
        at = past_blank(text, at)
        yield from unfolded(found, line)
    if is_array and at >= len(text):  # the array was never closed
        torn(line, name)


def past_blank(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at


def unfolded(found: object, line: int) -> Iterator[Row]:
    """An object, or the objects of the list it holds; what is no object is a line that says nothing."""
    if not isinstance(found, dict):
        yield line, {}
        return
    lists = [found[key] for key in LISTS if isinstance(found.get(key), list)]
    if lists and not {"nom", "name"} & found.keys():
        for number, one in enumerate((one for each in lists for one in each), start=1):
            yield number, one if isinstance(one, dict) else {}
        return
    yield line, found


def csv_rows(text: str, name: str) -> Iterator[Row]:
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        heads = [one.strip().lower() for one in next(reader, [])]
        if len(heads) < 2 or not {"id", "link_id", "service_id"} & set(heads):
            raise Unusable(FileFault.NOT_SERVICES, name)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cells):
                yield line, row_of(heads, cells)
    except csv.Error:
        torn(reader.line_num, name)


def row_of(heads: list[str], cells: list[str]) -> dict[str, object]:
    """A row by its heads; one with more cells than heads says nothing, since its cells have shifted."""
    if len(cells) > len(heads):
        return {}
    return dict(zip(heads, cells, strict=False))
