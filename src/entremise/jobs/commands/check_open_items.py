"""Says which open needs and offers have neither an owner nor a date, or a date that passed without anybody."""

import argparse

import django
from django.utils.timezone import now

from entremise.jobs.database.instance import reached

HELP = "vérifie que chaque demande, offre et compte rendu ouvert a un responsable ou une date"

WORDS = {
    "NO_OWNER_NO_DATE": "sans responsable et sans date",
    "DATE_PASSED": "sa date est passée et personne n'en est responsable",
    "REPORT": "compte rendu sans date ni responsable",
    "ITEM": "point perdu entre deux états",
    "REFERRAL": "envoi dont la date est passée sans relance",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="ne montre que ce qui ne va pas")


def run(options: argparse.Namespace) -> int:
    with reached():
        django.setup()
        from entremise.mutual_aid.queries.needs import (  # noqa: PLC0415 -- apps ready
            open_counts,
            open_faults,
        )
        from entremise.referral.queries.forgotten import (  # noqa: PLC0415 -- apps ready
            forgotten,
        )

        faults, counts = open_faults(at=now()), open_counts()
        lost = forgotten(at=now())
    for number, why in lost:
        print(f"✗ {number} : {WORDS[why]}")
    for fault in faults:
        print(f"✗ {fault.number} : {WORDS[fault.why]}")
    if not options.quiet:
        print(f"{counts.needs} demandes ouvertes, {counts.offers} offres en cours.")
        if not faults and not lost:
            print("Chacune a un responsable ou une date.")
    return 1 if faults or lost else 0
