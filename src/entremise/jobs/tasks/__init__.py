"""Background work: one module a subject; each task is known by its name alone."""

from importlib import import_module
from pkgutil import iter_modules

# The queue looks for « tasks » in each installed application: all modules here are found with it.
for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
