"""How an audience adds to the shell: a module of a known name in its folder."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from entremise import web

NOT_AUDIENCES = frozenset({"aid", "shell", "templatetags", "migrations"})


@cache  # the folders are looked through once a process, not once a request
def contributions(room: str) -> tuple[tuple[str, ModuleType], ...]:
    """The module `room` of every audience that has one, with the audience's name, in order."""
    audiences = [
        found.name
        for found in sorted(iter_modules(web.__path__), key=lambda module: module.name)
        if found.ispkg and found.name not in NOT_AUDIENCES
    ]
    paths = {name: f"{web.__name__}.{name}.{room}" for name in audiences}
    return tuple(
        (name, import_module(path)) for name, path in paths.items() if find_spec(path) is not None
    )
