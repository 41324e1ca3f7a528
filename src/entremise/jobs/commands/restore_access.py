"""For who lost a phone, a key or a password: the operator, not the administrator, opens the door again."""

import argparse

import django
from django.utils.timezone import now

from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "donne à un compte un lien à usage unique ; au besoin, retire sa deuxième preuve perdue"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", help="identifiant du compte")
    parser.add_argument(
        "--drop-second-factor",
        action="store_true",
        help="retire le code, les clés et les codes de secours",
    )
    parser.add_argument(
        "--url", default="http://localhost:8000", help="adresse du site, pour écrire ce lien"
    )


def run(options: argparse.Namespace) -> int:
    with reached():
        django.setup()
        from entremise.jobs.restoring_access import restore_access  # noqa: PLC0415 -- apps ready

        path = restore_access(
            login=options.login, drops_second_factor=options.drop_second_factor, at=now()
        )
    if path is None:
        raise Trouble(f"Aucun compte ouvert n'a l'identifiant {options.login}.")
    print(f"Une seule fois, d'ici demain :\n{str(options.url).rstrip('/')}{path}")
    return 0
