"""Imports a file of services into the directory from the command line: dry run first, written with --confirm."""

import argparse
from pathlib import Path

import django
from django.utils.timezone import now

from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "importe un fichier de services dans l'annuaire (essai à blanc ; --confirm pour écrire)"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="fichier data·inclusion ou HSDS (json, csv ou zip)")
    parser.add_argument("--structures", type=Path, help="fichier des structures du même éditeur")
    parser.add_argument("--login", required=True, help="identifiant de qui tient l'annuaire")
    parser.add_argument("--source", default="", help="nom de la source d'un fichier HSDS")
    parser.add_argument("--licence", default="", help="licence des données")
    parser.add_argument("--confirm", action="store_true", help="écrit, après l'essai à blanc")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="le fichier contient toute sa source : ferme les absents",
    )


def run(options: argparse.Namespace) -> int:
    paths = [one for one in (options.file, options.structures) if one is not None]
    for path in paths:
        if not path.exists():
            raise Trouble(f"Le fichier {path} n'existe pas.")
    with reached():
        django.setup()
        from entremise.jobs.importing_services import (  # noqa: PLC0415 -- apps ready
            Wanted,
            bring_services,
            lines_of,
        )

        wanted = Wanted(
            login=options.login,
            source=options.source,
            licence=options.licence,
            is_confirmed=options.confirm,
            is_whole=options.whole,
        )
        print(*lines_of(bring_services(paths=paths, wanted=wanted, at=now())), sep="\n")
    print("C'est écrit." if options.confirm else "Rien n'est écrit : ajoutez --confirm.")
    return 0
