"""Makes the tables of first migrations whole; run it after `makemigrations` has written one.

Django renders every model anew for each index or constraint that is added apart: seconds of each new instance and test database."""

import re
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter


def folded(operations: list[Operation]) -> list[Operation]:
    """Indexes and constraints stand in the table they belong to, unless a field of it comes later."""
    tables = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    later = {one.name for one in operations if isinstance(one, AddField)}
    return [one for one in operations if not is_put_in(one, tables, later)]


def is_put_in(one: Operation, tables: dict[str, CreateModel], later: set[str]) -> bool:
    match one:
        case AddIndex():
            name, added = "indexes", one.index
        case AddConstraint():
            name, added = "constraints", one.constraint
        case _:
            return False
    if one.model_name_lower not in tables or later & set(re.findall(r"\w+", repr(added))):
        return False
    tables[one.model_name_lower].options.setdefault(name, []).append(added)
    return True


def made_whole() -> list[tuple[Path, Migration]]:
    """The first migrations that change when they are folded, as they should be."""
    changed = []
    for config in apps.get_app_configs():
        path = Path(config.path) / "migrations" / "0001_initial.py"
        if not config.name.startswith("entremise.") or not path.exists():
            continue
        module = import_module(f"{config.name}.migrations.0001_initial")
        migration = module.Migration("0001_initial", config.label)
        count = len(migration.operations)
        migration.operations = folded(migration.operations)
        if len(migration.operations) < count:
            changed.append((path, migration))
    return changed


if __name__ == "__main__":
    django.setup()
    for path, migration in made_whole():
        path.write_text(MigrationWriter(migration).as_string(), encoding="utf-8")
