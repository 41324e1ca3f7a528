"""What the framework can check without a database: migrations are complete, templates can be read, nothing is wrong."""

import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.template import TemplateSyntaxError
from django.template.loader import get_template
from first_migrations import made_whole

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "src" / "entremise" / "web" / "templates"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entremise.config.settings")
    django.setup()
    connection.settings_dict["ENGINE"] = "django.db.backends.dummy"  # nothing is asked of a server
    faults = [*missing_migrations(), *tables_in_pieces(), *broken_templates(), *check_faults()]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


def missing_migrations() -> list[str]:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, skip_checks=True)
    except SystemExit:
        return [f"a migration is missing: {said.getvalue()}"]
    return []


def tables_in_pieces() -> list[str]:
    return [f"{path.relative_to(ROOT)}: run script/first_migrations.py" for path, _ in made_whole()]


def broken_templates() -> list[str]:
    faults = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        try:
            get_template(path.relative_to(TEMPLATES).as_posix())
        except TemplateSyntaxError as fault:
            faults.append(f"{path.relative_to(ROOT)}: {fault}")
    return faults


def check_faults() -> list[str]:
    try:
        call_command("check", fail_level="WARNING", stdout=StringIO(), stderr=StringIO())
    except SystemCheckError as fault:
        return [str(fault)]
    return []


if __name__ == "__main__":
    raise SystemExit(main())
