"""Reads the sheets of a page as plain trees: what it says, without how a browser shows it."""

import re
from html.parser import HTMLParser
from typing import Any, Final, TypeAlias

VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
INLINE: Final = frozenset({"a", "abbr", "b", "code", "em", "i", "span", "strong", "time"})
BLANK: Final = re.compile(r"[ \t\n\r\f]+")  # spaces that do not break stay
IN_NUMBER: Final = re.compile(r"(?<=\d)\u202f(?=\d)")  # the space of this font is too narrow
HEADING: Final = re.compile(r"h[1-6]")

Node: TypeAlias = str | dict[str, Any]


def sheets_of(html: str) -> "SheetReader":
    reader = SheetReader()
    reader.feed(html)
    reader.close()
    return reader


class SheetReader(HTMLParser):
    """A node is a text, or a tag with its classes and what is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self.language = ""
        self.top = 1  # the level of the first heading
        self.sheets: list[Node] = []
        self.open: list[dict[str, Any]] = []
        self.drawing: list[str] = []  # a square code, copied as it is
        self.is_in_title = self.has_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        kinds = given.get("class", "").split()
        if tag == "html" or (tag == "article" and "lang" in given):  # a sheet in another language
            self.language = given.get("lang", "")
        self.is_in_title = tag == "title" and not self.title
        if self.drawing or tag == "svg":
            self.draw(given)
        elif self.open or (tag == "article" and "sheet" in kinds):
            self.begin(tag, kinds)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # a path of a drawing ends where it begins

    def begin(self, tag: str, kinds: list[str], **more: str) -> None:
        node = {"tag": tag, "kinds": kinds, "in": [], **more}
        (self.open[-1]["in"] if self.open else self.sheets).append(node)
        if tag not in VOID:
            self.open.append(node)
        if HEADING.fullmatch(tag) and not self.has_heading:
            self.has_heading, self.top = True, int(tag[1])

    def draw(self, given: dict[str, str]) -> None:
        text = self.get_starttag_text() or ""
        if not self.drawing:
            text = text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
            if self.open:
                self.begin("svg", [], label=given.get("aria-label", ""))
        self.drawing.append(text)

    def handle_endtag(self, tag: str) -> None:
        self.is_in_title = False
        if self.drawing:
            self.drawing.append(f"</{tag}>")
        if self.open and tag == self.open[-1]["tag"]:
            node = self.open.pop()
            trim(node)
            if tag == "svg":
                node["in"] = ["".join(self.drawing)]
        if tag == "svg":
            self.drawing = []

    def handle_data(self, data: str) -> None:
        if self.is_in_title:
            self.title += data
        elif self.open and not self.drawing:
            self.open[-1]["in"].append(IN_NUMBER.sub("\u00a0", BLANK.sub(" ", data)))


def trim(node: dict[str, Any]) -> None:
    """Blanks at the edge of a block, and those between two blocks, are no text."""
    if node["tag"] in INLINE:
        return
    inside: list[Node] = node["in"]
    for at, one in enumerate(inside):
        if isinstance(one, str):
            text = one.lstrip(" ") if at == 0 or is_block(inside[at - 1]) else one
            is_last = at + 1 == len(inside) or is_block(inside[at + 1])
            inside[at] = text.rstrip(" ") if is_last else text
    node["in"] = [one for one in inside if one != ""]


def is_block(node: Node) -> bool:
    return isinstance(node, dict) and node["tag"] not in INLINE
