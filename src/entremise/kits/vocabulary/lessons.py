"""The training text, written in Markdown, as blocks that a page can draw."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

MARKS: Final = re.compile(r"\s*\[à vérifier\]|[*`]")  # marks for proof-readers are not shown


class BlockKind(StrEnum):
    TITLE = "TITLE"
    PARAGRAPH = "PARAGRAPH"
    LIST = "LIST"
    TABLE = "TABLE"


@dataclass(frozen=True, slots=True)
class Block:
    """A title with its level, a paragraph, a list of items, or a table with its header."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def labelled(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows, each cell with the name of its column."""
        return tuple(tuple(zip(self.header, row, strict=False)) for row in self.rows)


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text: titles, paragraphs, lists, tables."""
    shown = [line for line in markdown.splitlines() if not line.startswith("<!--")]
    paragraphs = groupby(shown, key=lambda line: bool(line.strip()))
    return tuple(
        block for is_text, lines in paragraphs if is_text for block in blocks_in(list(lines))
    )


def blocks_in(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=kind_of):
        found = list(group)
        if kind is BlockKind.TITLE:
            for line in found:
                yield Block(kind, text=plain(line.lstrip("#")), level=len(line.split(" ")[0]))
        elif kind is BlockKind.TABLE:
            yield table_of(found)
        elif kind is BlockKind.LIST:
            yield Block(
                kind, items=tuple(plain(re.sub(r"^(-|\d+\.) ", "", line)) for line in found)
            )
        else:
            yield Block(kind, text=plain(" ".join(found)))


def kind_of(line: str) -> BlockKind:
    if line.startswith("#"):
        return BlockKind.TITLE
    if line.startswith("|"):
        return BlockKind.TABLE
    return BlockKind.LIST if re.match(r"(-|\d+\.) ", line) else BlockKind.PARAGRAPH


def table_of(lines: list[str]) -> Block:
    cells = [tuple(plain(cell) for cell in line.strip().strip("|").split("|")) for line in lines]
    return Block(BlockKind.TABLE, header=cells[0], rows=tuple(cells[2:]))


def plain(text: str) -> str:
    return MARKS.sub("", text).strip()
