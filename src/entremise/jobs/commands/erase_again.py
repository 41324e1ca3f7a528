"""After a restore, before the service opens: erases again whoever was erased since the backup."""

import argparse
from pathlib import Path

import django
from django.utils.timezone import now

from entremise.jobs.backup.erasures import Erasure, erasures_in, owed_since
from entremise.jobs.commands.migrate import bring_up_to_date
from entremise.jobs.database.home import home
from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "après une restauration, efface à nouveau qui a été effacé depuis la sauvegarde"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "list", type=Path, nargs="?", help="fichier « erasures » de l'ancien dossier"
    )
    parser.add_argument(
        "--none", action="store_true", help="dit que personne n'a été effacé depuis la sauvegarde"
    )


def run(options: argparse.Namespace) -> int:
    if options.none == (options.list is not None):
        raise Trouble("Donnez le fichier « erasures » de l'ancien dossier, ou --none.")
    pay(() if options.none else erasures_in(text_of(options.list)))
    return 0


def text_of(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        raise Trouble(f"La liste {path} ne peut pas être lue.") from None


def pay(erasures: tuple[Erasure, ...]) -> None:
    """Make the erasures that a restored instance owes; then it may open."""
    since = owed_since(home())
    if since is None:
        raise Trouble("Rien à effacer à nouveau : cette instance ne vient pas d'être restaurée.")
    with reached(with_migrator=True) as where:
        django.setup()
        from entremise.jobs.backup.erasing_again import erase_again  # noqa: PLC0415 -- apps ready
        from entremise.jobs.database.migrating import as_migrator  # noqa: PLC0415 -- apps ready

        bring_up_to_date()  # an older version may have made the backup
        with as_migrator():
            count = erase_again(erasures, since=since, at=now())
        where.erasures_due.unlink()
    print(f"{count} personne(s) effacée(s) à nouveau : l'instance peut ouvrir.")
