"""Proposes who could help whom, from a file to a file: somebody decides, nothing is sent."""

import argparse
from pathlib import Path

from entremise.jobs.command_line import number

HELP = "propose qui peut aider qui, d'un fichier d'offres et de besoins ; une personne décide"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="fichier JSON des offres et des besoins")
    parser.add_argument("--out", type=Path, required=True, help="fichier JSON à écrire")
    parser.add_argument("--seed", type=number(0), default=0, help="graine du hasard (0)")


def run(options: argparse.Namespace) -> int:
    # Other commands need not wait for numpy and scipy.
    from entremise.engines.assignment.explaining import explain  # noqa: PLC0415 -- slow to load
    from entremise.engines.assignment.solving import solve  # noqa: PLC0415 -- slow to load
    from entremise.jobs.proposing.reading import read  # noqa: PLC0415 -- slow to load
    from entremise.jobs.proposing.writing import write  # noqa: PLC0415 -- slow to load

    given = read(options.file)
    proposal = explain(solve(given.offers, given.needs, frozen=given.frozen, seed=options.seed))
    write(proposal, options.out)
    print(
        f"Besoins avec une proposition : {len(proposal.pairs)} ; sans : {len(proposal.unserved)}. "
        f"Tout est dans {options.out}. Rien n'est décidé ni envoyé."
    )
    return 0
