"""Seals the values of a register under a new key, while the service runs."""

import argparse

import django
from django.utils.timezone import now

from entremise.jobs.command_line import number
from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "change la clé d'un registre pendant que le service tourne ; l'ancienne clé est détruite"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--register", type=number(1), required=True, help="numéro du registre")


def run(options: argparse.Namespace) -> int:
    with reached(with_migrator=True):
        django.setup()
        from entremise.commons.queries.registers import registers_by_id  # noqa: PLC0415 -- apps ready
        from entremise.jobs.database.migrating import as_migrator  # noqa: PLC0415 -- apps ready
        from entremise.people.vault import rotate_key  # noqa: PLC0415 -- apps ready

        if options.register not in registers_by_id([options.register]):
            raise Trouble(f"Il n'y a pas de registre {options.register}.")
        with as_migrator():
            count = rotate_key(register_id=options.register, at=now())
    print(f"{count} valeurs sont scellées avec une nouvelle clé.")
    return 0
