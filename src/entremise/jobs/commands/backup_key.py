"""Makes the pair of keys of somebody who will hold backups."""

import argparse
from pathlib import Path

from entremise.jobs.backup.letters import new_identity

HELP = "fait une paire de clés de sauvegarde : écrit la clé privée, montre la clé publique"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, help="fichier de la clé privée, à garder hors du serveur"
    )


def run(options: argparse.Namespace) -> int:
    print(new_identity(options.file.absolute()))
    return 0
