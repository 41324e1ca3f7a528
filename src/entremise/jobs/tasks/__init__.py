"""Background work: one module a subject; each task is known by its name alone."""

from importlib import import_module
from pkgutil import iter_modules

from procrastinate import App


def register(_app: App) -> None:
    """Import every module of tasks, so that a name queued anywhere is known."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
