"""A mark on each line of a copy: one printed line, torn from its sheet, says which copy it comes from."""

import hashlib
import re
from collections.abc import Iterable

WRITTEN = re.compile(r"(\d{1,6})\s*-\s*([0-9A-F]{6})", re.IGNORECASE)


def line_mark(copy_mark: str, line: int) -> str:
    """What stands before line `line` (from 1) of the copy: its number and 24 bits of BLAKE2b keyed by the copy."""
    digest = hashlib.blake2b(b"%d" % line, key=copy_mark.encode(), digest_size=3).hexdigest()
    return f"{line}-{digest.upper()}"


def copies_of(text: str, copy_marks: Iterable[str]) -> tuple[str, ...]:
    """The copies that bear a line marked so (« 17-9F03AC »); by chance one in 16 million bears it too."""
    found = WRITTEN.search(text)
    if found is None:
        return ()
    wanted = f"{int(found[1])}-{found[2].upper()}"
    return tuple(mark for mark in copy_marks if line_mark(mark, int(found[1])) == wanted)
