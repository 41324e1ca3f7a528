"""Brings the tables up to date, as their owner, and the contents of crises with them."""

import argparse

import django
from django.utils.timezone import now

from entremise.accounts.vocabulary import SYSTEM
from entremise.jobs.database.instance import reached

HELP = "met à jour les tables et les contenus de crise"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="ne dit rien si tout va bien")


def run(options: argparse.Namespace) -> int:
    with reached(with_migrator=True):
        django.setup()
        bring_up_to_date()
    return 0


def bring_up_to_date() -> None:
    """Tables, contents, and the grants of the law, which end when the nights do not run."""
    from entremise.commons.operations.grants import renew_grants  # noqa: PLC0415 -- apps ready
    from entremise.jobs.database.migrating import as_migrator, prepare  # noqa: PLC0415 -- apps ready
    from entremise.jobs.database.tables import migrate  # noqa: PLC0415 -- apps ready
    from entremise.kits.operations.loading import load_shipped  # noqa: PLC0415 -- apps ready

    with as_migrator():
        prepare()
        migrate()
    load_shipped(actor_id=None, at=now())
    renew_grants(actor=SYSTEM, at=now())
