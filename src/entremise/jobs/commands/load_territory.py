"""Loads the official codes of communes, groups of communes and départements; names the districts of the commune."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble
from entremise.territory.vocabulary import DistrictCard

HELP = "charge les codes officiels ; nomme les quartiers de la commune"


def configure(parser: argparse.ArgumentParser) -> None:
    named = parser.add_mutually_exclusive_group()
    named.add_argument(
        "--districts", type=Path, metavar="FICHIER", help="les quartiers, « code;nom » par ligne"
    )
    named.add_argument(
        "--communes",
        action="store_true",
        help="pour un groupement ou un département : ses communes tiennent lieu de quartiers",
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


def own_communes() -> tuple[DistrictCard, ...]:
    """The communes of the body that runs this, as its districts."""
    from entremise.accounts.queries import host_organization  # noqa: PLC0415 -- apps ready
    from entremise.territory.queries import communes_of, place  # noqa: PLC0415 -- apps ready

    host = host_organization()
    here = None if host is None else place(host.territory_code)
    if here is None or here.kind == "COMMUNE":
        raise Trouble("--communes : pour un groupement ou un département mis en place ici.")
    return tuple(DistrictCard(one.code, one.name) for one in communes_of(here.code))


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
        if options.communes:
            cards = own_communes()
            name_districts(cards=cards, at=datetime.now(UTC))
            said.append(f"{len(cards)} communes tiennent lieu de quartiers.")
    if not options.quiet:
        print("\n".join(said))
    return 0
