"""Who may open what: one line an address, in a file that a reviewer reads."""

import os
from pathlib import Path

from entremise.web.shell.routes import addresses, audience_of, methods_of

TABLE = Path(__file__).parent / "audiences.txt"
ACCEPT = "ENTREMISE_ACCEPT=audiences"
COMMAND = f"{ACCEPT} script/test --only house"


def lines() -> list[str]:
    """Methods, address and audience; HEAD goes with GET and is not said."""
    return sorted(
        f"{one.path}  {' '.join(asked(one.view))}  {' '.join(who(one.view))}" for one in addresses()
    )


def asked(view):
    return [method for method in methods_of(view) if method != "HEAD"]


def who(view):
    mark = audience_of(view)
    return mark.names if mark else ("NOBODY",)


def test_every_address_is_in_the_table_with_its_audience():
    found = lines()
    if os.environ.get("ENTREMISE_ACCEPT") == "audiences":
        TABLE.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
    known = TABLE.read_text(encoding="utf-8").splitlines()

    added, gone = sorted(set(found) - set(known)), sorted(set(known) - set(found))

    assert (added, gone) == ([], []), (
        f"New: {added}. Gone: {gone}. If this is meant, run « {COMMAND} » and read the difference."
    )


def test_every_address_says_for_whom_it_is():
    assert [line for line in lines() if line.endswith("NOBODY")] == []


def test_every_address_has_one_meaning():
    paths = [one.path for one in addresses()]
    names = [one.name for one in addresses()]

    assert (len(set(paths)), len(set(names))) == (len(paths), len(names))
