"""Imports a file into a register from the command line: dry run first, written with --confirm."""

import argparse
from pathlib import Path

import django
from django.utils.timezone import now

from entremise.jobs.command_line import number
from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "importe un fichier dans un registre (essai à blanc ; --confirm pour écrire)"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="fichier xlsx, ods ou csv")
    parser.add_argument("--register", type=number(1), required=True, help="numéro du registre")
    parser.add_argument("--login", required=True, help="identifiant du gestionnaire de registre")
    parser.add_argument("--confirm", action="store_true", help="écrit, après l'essai à blanc")


def run(options: argparse.Namespace) -> int:
    if not options.file.exists():
        raise Trouble(f"Le fichier {options.file} n'existe pas.")
    with reached():
        django.setup()
        from entremise.jobs.importing import import_file, lines_of  # noqa: PLC0415 -- apps ready

        found = import_file(
            path=options.file,
            register_id=options.register,
            login=options.login,
            is_confirmed=options.confirm,
            at=now(),
        )
        print(*lines_of(found), sep="\n")
    print("C'est écrit." if options.confirm else "Rien n'est écrit : ajoutez --confirm.")
    return 0
