"""Loads the official codes of communes, groups of communes and départements."""

import argparse

import django

from entremise.jobs.database.instance import reached

HELP = "charge les codes officiels des communes, groupements et départements"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="ne dit rien si tout va bien")


def run(options: argparse.Namespace) -> int:
    with reached():
        django.setup()
        from entremise.territory.operations import load_places  # noqa: PLC0415 -- apps ready

        count = load_places()
    if not options.quiet:
        print(f"{count} communes, groupements et départements sont chargés.")
    return 0
