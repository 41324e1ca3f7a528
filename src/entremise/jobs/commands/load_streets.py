"""Loads the streets of the territory from the national address base, so that near and far are known."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import django

from entremise.jobs.database.instance import reached
from entremise.jobs.district_files import districts_by_street
from entremise.jobs.faults import Trouble
from entremise.jobs.street_files import streets_in
from entremise.territory.vocabulary import StreetCard

HELP = "charge les rues de la commune depuis la Base Adresse Nationale"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FICHIER", help="adresses-XX.csv.gz ou lieux-dits-XX-beta.csv.gz"
    )
    parser.add_argument(
        "--commune",
        action="append",
        required=True,
        metavar="CODE",
        help="code Insee d'une commune, autant de fois que de communes",
    )
    parser.add_argument(
        "--districts", type=Path, metavar="FICHIER", help="les quartiers, « code;rue » par ligne"
    )


def run(options: argparse.Namespace) -> int:
    cards = streets_in(options.file, frozenset(options.commune))
    with reached():
        django.setup()
        from entremise.territory.operations import load_streets  # noqa: PLC0415 -- apps ready

        cards = in_communes(cards)
        if options.districts is not None:
            cards = in_districts(cards, options.districts)
        count = load_streets(cards=cards, at=datetime.now(UTC))
    told = sum(1 for card in cards if card.district)
    print(f"{count} rues sont chargées, dont {told} avec leur quartier.")
    return 0


def in_communes(cards: tuple[StreetCard, ...]) -> tuple[StreetCard, ...]:
    """The streets with their commune as district, where communes are the districts."""
    from entremise.territory.queries import districts  # noqa: PLC0415 -- apps ready

    codes = {one.code for one in districts()}
    return tuple(
        replace(card, district=card.place_code if card.place_code in codes else "")
        for card in cards
    )


def in_districts(cards: tuple[StreetCard, ...], path: Path) -> tuple[StreetCard, ...]:
    """The streets with their district; a street of that file that is not among them is named."""
    from entremise.territory.rules import street_key  # noqa: PLC0415 -- with the area

    named = districts_by_street(path)
    codes = {street_key(street): code for street, code in named.items()}
    known = {street_key(card.name) for card in cards}
    lost = [street for street in named if street_key(street) not in known]
    if lost:
        raise Trouble(
            f"{path} : {len(lost)} rues ne sont pas dans le fichier d'adresses, dont « {lost[0]} ». "
            "Rien n'est chargé."
        )
    return tuple(replace(card, district=codes.get(street_key(card.name), "")) for card in cards)
