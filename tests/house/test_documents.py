"""What the documents say is there: links, paths, names of the code, one meaning for one word."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.house.source import ROOT, SOURCE, floors, functions, modules

from entremise.commons.queries.charters import shipped_rules
from entremise.web.shell.contributions import contributions

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
LINK = re.compile(r"\]\(([^)#\s]+)")
PATH = re.compile(r"`((?:docs|script|tests|src|benchmarks|\.ci)/[\w./-]+)`")
AREA = re.compile(r"^\*\*(\w+)(?:\.\w+)?\*\*", re.MULTILINE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_links_and_paths_lead_somewhere():
    lost = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(read(document))
        if "://" not in target and not (document.parent / target).exists()
    ]
    lost += [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in PATH.findall(read(document))
        if not (ROOT / target).exists()
    ]

    assert (lost, len(DOCUMENTS) > 5) == ([], True)


def test_the_architecture_draws_the_floors_of_the_contracts():
    drawn = re.search(r"```\n(config .*?)```", read(ARCHITECTURE), re.DOTALL)[1]

    found: dict[str, int] = {}
    for floor, line in enumerate(reversed(drawn.strip().splitlines())):
        names = re.split(r" {2,}", line)[0]
        found |= {name.strip(): floor for name in names.split("|")}

    assert found == floors()


@cache
def names_of(area: str) -> set[str]:
    """Functions, classes and modules of an area, and the keys of its charter."""
    inside = [one for one in modules() if one.area == area]
    classes = {
        node.name for one in inside for node in ast.walk(one.tree) if isinstance(node, ast.ClassDef)
    }
    rooms = {part.removesuffix(".py") for one in inside for part in one.path.split("/")}
    called = {one.node.name for one in functions().values() if one.module.area == area}
    keys = {rule.key for rule in shipped_rules()} if area == "commons" else set()
    return classes | rooms | called | keys


def promised() -> list[tuple[str, str]]:
    """(area, name) of each call that a paragraph of the architecture offers in an area's name."""
    parts = AREA.split(read(ARCHITECTURE))[1:]
    return [
        (area, name.split("(")[0].split(" ")[0].split(".")[-1])
        for area, text in zip(parts[::2], parts[1::2], strict=True)
        for name in re.findall(r"`([a-z][\w.]*(?:\([^`]*)?(?: -> [^`]*)?)`", text)
    ]


def test_what_the_architecture_offers_exists():
    found = promised()

    missing = sorted({f"{area}: {name}" for area, name in found if name not in names_of(area)})

    assert (missing, len(found) > 100) == ([], True)


def glossary() -> list[list[str]]:
    lines = read(ROOT / "docs" / "glossary.md").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:2] == "| "
    ]
    return rows[1:]


def test_the_architecture_names_every_journey_and_every_audience():
    text = read(ARCHITECTURE)
    journeys = {path.stem for path in (SOURCE / "journeys").glob("*.py")} - {"__init__"}
    audiences = {name for name, _ in contributions("urls")}

    assert {name for name in journeys | audiences if f"`{name}`" not in text} == set()


def test_a_word_of_the_glossary_has_one_meaning():
    rows = glossary()
    french, english = [row[0].lower() for row in rows], [row[1].lower() for row in rows]

    assert (len(set(french)), len(set(english))) == (len(rows), len(rows))
    assert {len([cell for cell in row if cell]) for row in rows} == {4}
    assert f": {len(rows)} termes" in read(ROOT / "docs" / "glossary.md").splitlines()[0]


def test_decisions_are_numbered_and_fit_a_page():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in records]
    titles = [read(path).splitlines()[0] for path in records]

    assert [number for number in numbers if not number.isdecimal()] == []
    assert len(set(numbers)) == len(numbers)
    assert [
        title for number, title in zip(numbers, titles, strict=True) if number not in title
    ] == []
    assert [path.name for path in records if read(path).count("\n") > 60] == []


def commands() -> set[str]:
    """The names as they are typed."""
    return {path.stem.replace("_", "-") for path in (SOURCE / "jobs" / "commands").glob("*.py")} - {
        "--init--"
    }


def test_each_command_that_a_document_gives_is_one():
    documents = [*DOCUMENTS, SOURCE / "kits" / "content" / "README.md"]
    given = [
        (document.relative_to(ROOT).as_posix(), name)
        for document in documents
        for name in re.findall(r"`entremise ([a-z][\w-]*)", read(document))
    ]

    assert [one for one in given if one[1] not in commands()] == []
    assert len(given) > 20


def test_the_contents_say_where_their_files_are():
    folder = SOURCE / "kits" / "content"
    named = re.findall(r"`([\w/]+\.(?:toml|md|json))`", read(folder / "README.md"))

    assert [name for name in named if not (folder / name).exists()] == []
    assert len(named) > 6


def test_every_command_and_every_setting_is_in_the_reference():
    reference = read(ROOT / "docs" / "operate" / "reference.md")
    settings = set(
        re.findall(r"\bENTREMISE_[A-Z_]+\b(?=\")", read(SOURCE / "config" / "settings.py"))
    )
    names = commands()

    assert {name for name in settings if f"`{name}`" not in reference} == set()
    assert set(re.findall(r"^\| `entremise ([a-z-]+)`", reference, re.MULTILINE)) == names
    assert min(len(settings), len(names)) > 10


def test_every_command_says_what_it_does():
    commands = [
        one
        for one in modules()
        if one.path.startswith("jobs/commands/") and "__init__" not in one.path
    ]
    silent = [one.path for one in commands if "HELP = " not in read(SOURCE / one.path)]

    assert (silent, len(commands) > 5) == ([], True)


def test_a_setting_is_written_as_systemd_and_the_shell_both_read_it():
    name = r"(?:ENTREMISE_[A-Z_]+|BACKUP_[A-Z]+|DATABASE_URL)"
    pages = [read(path) for path in sorted((ROOT / "docs" / "operate").glob("*.md"))]
    lines = [line for page in pages for line in re.findall(rf"^{name}=.*$", page, re.MULTILINE)]
    settings = [
        line for line in lines if not re.search(r"=[\w/-]+ /opt/", line)
    ]  # before a command
    said = [one for page in pages for one in re.findall(rf"`({name}=[^`]+)`", page)]
    settings += [one for one in said if re.search(r"[\s\\&()$;…]", one)]

    assert [one for one in settings if not re.fullmatch(r"\w+='[^']*'", one)] == []
    assert len(settings) > 8
    assert [page for page in pages if "$(cat /etc/entremise/env)" in page] == []
