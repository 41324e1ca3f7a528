"""Brings a backup back into an empty home, and proves that it is whole."""

import argparse
from pathlib import Path
from typing import Any

import django

from entremise.jobs.backup.counting import digests, owner_connection
from entremise.jobs.backup.erasures import erasures_in, owe
from entremise.jobs.backup.keeping import moment_in
from entremise.jobs.backup.letters import identity_in
from entremise.jobs.backup.restoring import Source, restore
from entremise.jobs.commands.erase_again import pay, text_of
from entremise.jobs.database.home import Home, home
from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "restaure une sauvegarde dans un dossier vide (ENTREMISE_HOME) ; n'écrase jamais rien"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, help="dossier d'une sauvegarde")
    parser.add_argument("--identity", type=Path, required=True, help="clé privée des données")
    parser.add_argument("--keys", type=Path, help="fichier des clés des registres")
    parser.add_argument("--keys-identity", type=Path, help="clé privée des clés")
    parser.add_argument(
        "--erasures",
        type=Path,
        help="liste des effacements (fichier « erasures » de l'ancien dossier), faits à nouveau",
    )
    parser.add_argument(
        "--verify", action="store_true", help="compare chaque table et essaie chaque clé"
    )


def run(options: argparse.Namespace) -> int:
    where, source = home(), source_of(options)
    erasures = None if options.erasures is None else erasures_in(text_of(options.erasures))
    manifest = restore(where, source)
    made_at = moment_in(manifest["name"])
    assert made_at is not None
    owe(where, made_at)
    print(f"{manifest['name']} est restaurée dans {where.path}.")
    if options.keys is None:
        print("Sans les clés des registres, rien de ce qui est scellé ne peut être lu.")
    result = verify(manifest) if options.verify else 0
    if erasures is None:
        print("Avant d'ouvrir : « entremise erase-again », pour qui a été effacé depuis.")
    else:
        pay(erasures)
    return result


def source_of(options: argparse.Namespace) -> Source:
    if (options.keys is None) != (options.keys_identity is None):
        raise Trouble("--keys et --keys-identity vont ensemble.")
    return Source(
        data=options.data,
        data_identity=identity_in(options.identity),
        keys=options.keys,
        keys_identity=None if options.keys_identity is None else identity_in(options.keys_identity),
    )


def verify(manifest: dict[str, Any]) -> int:
    """Compare with what the backup said of itself; 1 when anything differs or stays sealed."""
    with reached(with_migrator=True) as where:
        differ = differences(where, manifest)
        django.setup()
        from entremise.jobs.database.migrating import as_migrator  # noqa: PLC0415 -- apps ready
        from entremise.people.vault.verifying import try_keys  # noqa: PLC0415 -- apps ready

        with as_migrator():
            tried = try_keys()
    for table in differ:
        print(f"✗ {table} n'est pas comme dans la sauvegarde.")
    rows = sum(count for count, _digest in manifest["tables"].values())
    if not differ:
        print(f"✓ {len(manifest['tables'])} tables et {rows} lignes, trace comprise : identiques.")
    mark = "✗" if tried.sealed else "✓"
    print(f"{mark} Valeurs scellées essayées : {tried.opened} lisibles, {tried.sealed} illisibles.")
    return 1 if differ or tried.sealed else 0


def differences(where: Home, manifest: dict[str, Any]) -> list[str]:
    """The tables that are not the same."""
    with owner_connection(where) as connection:
        found = {name: list(value) for name, value in digests(connection).items()}
    names = sorted(found.keys() | manifest["tables"].keys())
    return [name for name in names if found.get(name) != manifest["tables"].get(name)]
