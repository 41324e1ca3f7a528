"""The source as these tests read it: files, rooms, and what one area imports of another."""

import ast
import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "entremise"
PRODUCT = SOURCE.name


@dataclass(frozen=True, slots=True)
class Module:
    """A file of the source with its tree."""

    path: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return ".".join(
            [PRODUCT, *self.path.removesuffix(".py").removesuffix("/__init__").split("/")]
        )

    @property
    def area(self) -> str:
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def room(self) -> str:
        return [*self.path.split("/"), ""][1].removesuffix(".py")


@dataclass(frozen=True, slots=True)
class Function:
    module: Module
    node: ast.FunctionDef

    @property
    def place(self) -> str:
        return f"{self.module.path}:{self.node.name}"


@cache
def modules() -> tuple[Module, ...]:
    """Every file but migrations, in order."""
    return tuple(
        Module(path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def floors() -> dict[str, int]:
    """Area to floor, the lowest first, as the import contracts say."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    rows = contracts["importlinter:contract:floors"]["layers"].split("\n")
    layers = [row for row in reversed(rows) if row.strip()]
    return {area.strip(): floor for floor, row in enumerate(layers) for area in row.split("|")}


def imports(module: Module) -> Iterator[tuple[str, str]]:
    """(module, name) of every `from … import …`, wherever it stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


@cache
def functions() -> dict[tuple[str, str], Function]:
    """Functions at the top of a module, by module and name."""
    return {
        (module.name, node.name): Function(module, node)
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
    }


def offered(*rooms: str) -> list[Function]:
    """The functions of these rooms that another area imports."""
    asked = {
        (name, what)
        for module in modules()
        for name, what in imports(module)
        if name.split(".")[1:2] != [module.area]
    }
    found = [one for key, one in functions().items() if key in asked and one.module.room in rooms]
    return sorted(found, key=lambda one: one.place)
