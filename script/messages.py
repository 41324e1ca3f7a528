"""Keep the French catalogue: extract, add from parts, compile; `--check` fails when anything is missing or stale."""

import json
import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "entremise"
FOLDER = SOURCE / "locale" / "fr" / "LC_MESSAGES"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str, str]  # context, singular, plural
CALL = re.compile(
    r"""\b(?:_|n?p?gettext)\((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:,\s*)?)+(?:count)?\)"""
)


def used() -> dict[Key, list[str]]:
    """Every message of the code and the templates, with the files that use it."""
    found: dict[Key, list[str]] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        text = path.read_text()
        if path.suffix != ".py":
            text = "\n".join(CALL.findall(templatize(text, origin=str(path))))
        for _line, message, _comments, context in extract(
            "python", BytesIO(text.encode()), keywords=KEYWORDS
        ):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            place = path.relative_to(SOURCE).as_posix()
            found.setdefault((context or "", singular, plural), []).append(place)
    return found


def stored() -> dict[Key, str | tuple[str, ...]]:
    """What the catalogue holds."""
    path = FOLDER / "django.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file, locale="fr")
    return {key_of(row.context, row.id): row.string for row in catalog if row.id}


def key_of(context: str | None, message: str | tuple[str, ...]) -> Key:
    singular, plural = message if isinstance(message, tuple) else (message, "")
    return (context or "", singular, plural)


def parts(folder: Path) -> dict[str, str | list[str]]:
    """Translations handed in as JSON: English to French, or to [singular, plural]."""
    merged: dict[str, str | list[str]] = {}
    for path in sorted(folder.glob("*.json")):
        merged |= json.loads(path.read_text())
    return merged


def build(known: dict[Key, str | tuple[str, ...]], new: dict[str, str | list[str]]) -> Catalog:
    catalog = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# The French catalogue of Entremise."
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    for (context, singular, plural), places in sorted(used().items()):
        given = new.get(singular) or known.get((context, singular, plural)) or ""
        text = tuple(given) if isinstance(given, list) else given
        if plural and isinstance(text, str):
            text = (text, text)
        catalog.add(
            (singular, plural) if plural else singular,
            text,
            context=context or None,
            locations=[(place, None) for place in sorted(set(places))],
        )
    return catalog


def rendered(catalog: Catalog) -> tuple[bytes, bytes]:
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalog, width=120, sort_output=True, omit_header=False)
    write_mo(mo, catalog)
    text = re.sub(
        rb'"(Generated-By|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team):[^\n]*\n',
        b"",
        po.getvalue(),
    )
    return text, mo.getvalue()


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))


def faults(catalog: Catalog) -> list[str]:
    """Messages without French, or whose placeholders differ."""
    found = []
    for row in catalog:
        if not row.id:
            continue
        source = row.id if isinstance(row.id, tuple) else (row.id,)
        french = row.string if isinstance(row.string, tuple) else (row.string,)
        if not all(french):
            found.append(f"no French: {source[0]!r} ({row.locations[0][0]})")
        elif any(placeholders(text) - placeholders(" ".join(source)) for text in french):
            found.append(f"placeholders differ: {source[0]!r}")
    return found


def main(arguments: list[str]) -> int:
    new = parts(Path(arguments[1])) if len(arguments) > 1 and arguments[0] == "--add" else {}
    catalog = build(stored(), new)
    po, mo = rendered(catalog)
    problems = faults(catalog)
    if "--check" in arguments:
        if (FOLDER / "django.po").read_bytes() != po or (FOLDER / "django.mo").read_bytes() != mo:
            problems.append("the catalogue is not current: run script/messages.py")
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "django.po").write_bytes(po)
        (FOLDER / "django.mo").write_bytes(mo)
    sys.stdout.write("".join(f"{line}\n" for line in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
