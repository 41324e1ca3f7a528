"""What a PDF says and how it is tagged, as a screen reader meets it; for the files that Typst writes."""

import re
import zlib
from dataclasses import dataclass

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\)|(ET)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class ReadPdf:
    title: str
    language: str
    is_accessible: bool  # tagged, its title shown, declared as PDF/UA-1
    tags: tuple[str, ...]
    text: str
    pages: int

    def says(self, words: str) -> bool:
        """Whatever the lines: a piece of text is set in several."""
        return "".join(words.split()) in "".join(self.text.split())


def read_pdf(content: bytes) -> ReadPdf:
    parts = {int(number): body for number, body in OBJECT.findall(content)}
    bodies = parts.values()
    pages = [body for body in bodies if b"<</Type/Page/" in body]
    whole = b"/Marked true" in content and b"/DisplayDocTitle true" in content
    named = re.search(rb"<dc:title>.*?>([^<>]+)</rdf:li>", content, re.DOTALL)
    spoken = re.search(rb"/Lang\((\w+)", content)
    return ReadPdf(
        title=named[1].decode() if named else "",
        language=spoken[1].decode() if spoken else "",
        is_accessible=whole and b"pdfuaid:part>1<" in content,
        tags=tuple(tag.decode() for body in bodies for tag in re.findall(rb"/S/(\w+)", body)),
        text="\n".join(page_text(page, parts) for page in pages),
        pages=len(pages),
    )


def page_text(page: bytes, parts: dict[int, bytes]) -> str:
    fonts = re.findall(rb"/(f\d+) (\d+) 0 R", parts[number_after(rb"/Resources", page)])
    maps = {
        name: letters(parts[number_after(rb"/ToUnicode", parts[int(at)])]) for name, at in fonts
    }
    said, known = [], {}
    for font, shown, end in SHOWN.findall(inflated(parts[number_after(rb"/Contents", page)])):
        known = maps[font] if font else known
        said += ["\n"] if end else [known.get(code, "") for code in codes(shown)]
    return "".join(said)


def number_after(key: bytes, body: bytes) -> int:
    found = re.search(key + rb" (\d+) 0 R", body)
    assert found, key
    return int(found[1])


def inflated(body: bytes) -> bytes:
    data = body.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
    return zlib.decompress(data) if b"/FlateDecode" in body else data


def letters(body: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", inflated(body))
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def codes(shown: bytes) -> list[int]:
    raw = ESCAPED.sub(unescaped, shown)
    return [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]


def unescaped(found: "re.Match[bytes]") -> bytes:
    one = found[1]
    return bytes([int(one, 8)]) if len(one) == 3 else LETTERS.get(one, one)
