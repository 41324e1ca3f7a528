"""Builders of rows: `make.call()` is the function `call` of the area's module in this folder."""

from importlib import import_module
from pathlib import Path

AREAS = tuple(
    sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
)


def __getattr__(name: str) -> object:
    if name in AREAS:
        return import_module(f"tests.make.{name}")
    for area in AREAS:
        module = import_module(f"tests.make.{area}")
        if name in vars(module):
            return vars(module)[name]
    raise AttributeError(f"no builder {name!r} in {', '.join(AREAS)}")
