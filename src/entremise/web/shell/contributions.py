"""How an audience adds to the shell: a module of a known name in its folder."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from entremise import web

NOT_AUDIENCES = frozenset({"shell", "templatetags", "migrations"})


def contributions(room: str) -> Iterator[tuple[str, ModuleType]]:
    """The module `room` of every audience that has one, with the audience's name, in order."""
    for found in sorted(iter_modules(web.__path__), key=lambda module: module.name):
        if not found.ispkg or found.name in NOT_AUDIENCES:
            continue
        path = f"{web.__name__}.{found.name}.{room}"
        if find_spec(path) is not None:
            yield found.name, import_module(path)
