"""Lists every address of the product, for whom it is, and a sample that exists here."""

import argparse
import json
from dataclasses import asdict

import django

from entremise.jobs.database.instance import reached

HELP = "liste les adresses du site, avec leur public et un exemple"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def run(options: argparse.Namespace) -> int:
    with reached():
        django.setup()
        from entremise.web.shell.routes import routes  # noqa: PLC0415 -- apps ready

        found = [asdict(route) for route in routes()]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for route in found:
            print(f"{route['path']:60} {', '.join(route['audience']):40} {route['sample']}")
    return 0
