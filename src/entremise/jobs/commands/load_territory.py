"""Loads the official codes of communes, groups of communes and départements; names the districts of the commune."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import django

from entremise.jobs.database.instance import reached
from entremise.jobs.district_files import named_districts
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
    named = None if options.districts is None else named_districts(options.districts)
    with reached():
        django.setup()
        from entremise.territory.operations import (  # noqa: PLC0415 -- apps ready
            load_places,
            name_districts,
        )

        said = [f"{load_places()} communes, groupements et départements sont chargés."]
        if named is not None:
            name_districts(cards=named, at=datetime.now(UTC))
            said.append(f"{len(named)} quartiers sont nommés.")
        if options.communes:
            cards = own_communes()
            name_districts(cards=cards, at=datetime.now(UTC))
            said.append(f"{len(cards)} communes tiennent lieu de quartiers.")
    if not options.quiet:
        print("\n".join(said))
    return 0
