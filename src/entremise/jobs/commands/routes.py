"""Lists every address of the product, for whom it is, and a sample that exists here."""

import argparse

from entremise.jobs.database.instance import reached
from entremise.jobs.serving import django

HELP = "liste les adresses du site, avec leur public et un exemple"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def run(options: argparse.Namespace) -> int:
    with reached() as where:
        django(where, "entremise.web.listing", *(["--json"] if options.json else []))
    return 0
