"""A body installs the product for itself: its home, its tables, its name, its first administrator."""

import argparse
import getpass
import os
import sys

import django
from django.utils.timezone import now

from entremise.jobs.database.home import Home, home
from entremise.jobs.database.instance import database, environment
from entremise.jobs.faults import Trouble
from entremise.jobs.serving import django as framework

HELP = "installe Entremise pour une collectivité : son nom, son code officiel, son premier administrateur"
ASKED = {
    "code": "Code officiel de la commune, du groupement ou du département (Rennes : 35238) : ",
    "first_name": "Prénom du premier administrateur : ",
    "last_name": "Son nom : ",
    "login": "Son identifiant (prenom.nom) : ",
    "phone": "Téléphone de l'accueil, que les pages montrent : ",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--code", default="", help="code officiel du territoire (Rennes : 35238 ; Ain : 01)"
    )
    parser.add_argument("--name", default="", help="nom de l'organisme (« Mairie de Rennes »)")
    parser.add_argument(
        "--with-article", default="", help="ce nom dans une phrase (« la mairie de Rennes »)"
    )
    parser.add_argument(
        "--phone", default="", help="téléphone de l'accueil, que les pages montrent"
    )
    parser.add_argument("--address", default="", help="adresse postale de l'organisme")
    parser.add_argument("--first-name", default="", help="prénom du premier administrateur")
    parser.add_argument("--last-name", default="", help="nom du premier administrateur")
    parser.add_argument("--login", default="", help="identifiant du premier administrateur")
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="lit son mot de passe sur l'entrée ; sans cela, un lien à usage unique est donné",
    )
    parser.add_argument(
        "--url", default="http://localhost:8000", help="adresse du site, pour écrire ce lien"
    )


def run(options: argparse.Namespace) -> int:
    complete(options)
    password = password_of(options)
    where = home()
    with database(where):
        framework(where, "entremise.jobs.main", "migrate", with_migrator=True)
        link = begin(where, options, password)
    if link:
        print(
            f"Choisissez son mot de passe d'ici sept jours, une seule fois, à l'adresse :\n{link}"
        )
    print("Faites tourner le site : entremise serve")
    return 0


def begin(where: Home, options: argparse.Namespace, password: str) -> str:
    """Write the first rows; return the link of the administrator, if any."""
    os.environ.update(environment(where))
    django.setup()
    from django.urls import reverse  # noqa: PLC0415 -- apps ready

    from entremise.jobs.setting_up import NewInstance, set_up  # noqa: PLC0415 -- apps ready

    given = {
        name: str(getattr(options, name)).strip()
        for name in (*ASKED, "name", "with_article", "address")
    }
    path = reverse(
        "account:link", args=["SECRET"]
    )  # what can fail fails before anything is written
    done = set_up(new=NewInstance(**given, password=password), at=now())
    print(f"{done.host_name} : l'instance est prête dans {where.path}.")
    if not done.link_secret:
        return ""
    return str(options.url).rstrip("/") + path.replace("SECRET", done.link_secret)


def complete(options: argparse.Namespace) -> None:
    """Ask for what was not given, when somebody is there to answer."""
    for name, question in ASKED.items():
        if getattr(options, name):
            continue
        if not sys.stdin.isatty() or options.password_stdin:
            raise Trouble(f"Il manque --{name.replace('_', '-')}.")
        while not getattr(options, name):
            setattr(options, name, input(question).strip())


def password_of(options: argparse.Namespace) -> str:
    """A password read or typed twice; empty for a link."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        return ""
    first = getpass.getpass("Son mot de passe (rien : un lien à usage unique) : ")
    if first and getpass.getpass("Encore une fois : ") != first:
        raise Trouble("Les deux mots de passe diffèrent. Recommencez.")
    return first
