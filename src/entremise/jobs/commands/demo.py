"""The demonstration: a made-up town at work, with an account for every role."""

import argparse
import json
import shutil
import sys
from pathlib import Path

from entremise.jobs.database.age import note_tables, refuse_older
from entremise.jobs.database.home import Home, home, write_private
from entremise.jobs.database.instance import database, forget
from entremise.jobs.faults import Trouble
from entremise.jobs.ports import add_listening, refuse_taken
from entremise.jobs.serving import keep_running, make_ready

HELP = "ouvre la ville inventée d'Aubrelle, avec un compte pour chaque rôle"
MORE = {"ENTREMISE_PHONE": "+33199001200"}


def configure(parser: argparse.ArgumentParser) -> None:
    add_listening(parser)
    parser.add_argument("--fresh", action="store_true", help="efface la ville et la reconstruit")
    parser.add_argument(
        "--accounts-file", type=Path, help="écrit aussi les comptes dans ce fichier, en JSON"
    )


def run(options: argparse.Namespace) -> int:
    refuse_taken(options.host, options.port)
    refuse_nowhere(options.accounts_file)
    where = home()
    if options.fresh:
        forget(where)
    mark(where)
    refuse_older(where)
    note_tables(where)
    with database(where) as cluster:
        if not where.accounts_file.exists():
            print("La ville se construit…", flush=True)
        make_ready(where, "entremise.jobs.town.build", str(where.accounts_file))
        keep_running(
            where,
            cluster,
            port=options.port,
            host=options.host,
            more=MORE,
            greet=lambda: greet(where, options),
        )
    return 0


def refuse_nowhere(accounts_file: Path | None) -> None:
    """Said before the town is built, not after."""
    if accounts_file is not None and not accounts_file.absolute().parent.is_dir():
        raise Trouble(f"Le dossier {accounts_file.absolute().parent} n'existe pas : créez-le.")


def mark(where: Home) -> None:
    """Say that this home is a demonstration's; refuse the home of an instance at work."""
    if where.database.exists() and not where.demo_mark.exists():
        raise Trouble(f"{where.path} sert déjà une vraie instance. Donnez un autre ENTREMISE_HOME.")
    where.path.mkdir(parents=True, exist_ok=True)
    where.demo_mark.touch()


def greet(where: Home, options: argparse.Namespace) -> None:
    """The address and the accounts; the file is written last, so that whoever waits for it finds all ready."""
    accounts = json.loads(where.accounts_file.read_text())
    if options.accounts_file is not None:
        write_private(
            options.accounts_file.absolute(), json.dumps(accounts, ensure_ascii=False, indent=1)
        )
    width = min(shutil.get_terminal_size().columns, 110)
    lines = [
        f"{one['role']:16} {one['login']:24} {one['password']:22} {one['totp_secret']}"
        for one in accounts
    ]
    print("-" * width)
    print(f"Aubrelle est à l'adresse  http://localhost:{options.port}  (Ctrl-C pour arrêter)")
    print("Rôle, identifiant, mot de passe, secret du code à six chiffres :")
    print("\n".join(lines))
    print("-" * width)
    sys.stdout.flush()
