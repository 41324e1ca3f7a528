"""Saves the instance while it runs: the data in one place, the keys of the registers in another."""

import argparse
from pathlib import Path

from django.utils.timezone import now

from entremise.jobs.backup.keeping import drop_old
from entremise.jobs.backup.letters import recipient_of
from entremise.jobs.backup.writing import Targets, write_backup
from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "sauvegarde les données et, à part, les clés des registres ; chaque part est chiffrée"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, help="dossier des données")
    parser.add_argument("--recipient", required=True, help="clé publique de qui garde les données")
    parser.add_argument("--keys-to", type=Path, required=True, help="dossier des clés, ailleurs")
    parser.add_argument(
        "--keys-recipient", required=True, help="clé publique de qui garde les clés, une autre"
    )
    parser.add_argument(
        "--prune",
        action="store_true",
        help="efface les anciennes : restent sept jours, quatre semaines et trois mois",
    )


def run(options: argparse.Namespace) -> int:
    targets = targets_of(options)
    with reached(with_migrator=True) as where:
        made = write_backup(where, targets, now())
    print(f"Les données sont dans {made}, les clés dans {targets.keys}.")
    if options.prune:
        print(f"{drop_old(targets.data, targets.keys, made)} ancienne(s) sauvegarde(s) effacée(s).")
    return 0


def targets_of(options: argparse.Namespace) -> Targets:
    """Refuse what would put data and keys into the same hands."""
    data, keys = options.to.resolve(), options.keys_to.resolve()
    for folder in (data, keys):
        if not folder.is_dir():
            raise Trouble(f"Le dossier {folder} n'existe pas.")
    if data == keys or options.recipient.strip() == options.keys_recipient.strip():
        raise Trouble(
            "Les clés se gardent à part : donnez un autre dossier et une autre clé publique."
        )
    return Targets(
        data=data,
        data_recipient=recipient_of(options.recipient),
        keys=keys,
        keys_recipient=recipient_of(options.keys_recipient),
    )
