"""Loads the official codes of communes, groups of communes and départements; names the districts of the commune."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

from entremise.jobs.database.instance import reached
from entremise.territory.vocabulary import DistrictCard

HELP = "charge les codes officiels ; nomme les quartiers de la commune"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--districts", type=Path, metavar="FICHIER", help="les quartiers, « code;nom » par ligne"
    )
    parser.add_argument("--quiet", action="store_true", help="ne dit rien si tout va bien")


def districts_in(text: str) -> tuple[DistrictCard, ...]:
    """The districts of a file, « code;name » a line; a line that says less raises ValueError with its number."""
    cards = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        code, _, name = (part.strip() for part in line.partition(";"))
        if not (code and name and len(code) <= 10 and len(name) <= 80):
            raise ValueError(f"ligne {number} : il faut « code;nom », 10 et 80 signes au plus.")
        cards.append(DistrictCard(code, name))
    return tuple(cards)


def run(options: argparse.Namespace) -> int:
    with reached():
        django.setup()
        from entremise.territory.operations import (  # noqa: PLC0415 -- apps ready
            load_places,
            name_districts,
        )

        said = [f"{load_places()} communes, groupements et départements sont chargés."]
        if options.districts is not None:
            try:
                cards = districts_in(options.districts.read_text(encoding="utf-8-sig"))
            except (OSError, ValueError) as fault:
                print(f"{options.districts} : {fault}", file=sys.stderr)
                return 1
            name_districts(cards=cards, at=datetime.now(UTC))
            said.append(f"{len(cards)} quartiers sont nommés.")
    if not options.quiet:
        print("\n".join(said))
    return 0
