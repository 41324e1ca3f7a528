"""Says whether a campaign of calls, as a file plans it, will be done in time."""

import argparse
import json
from pathlib import Path

from entremise.jobs.command_line import number
from entremise.jobs.faults import Trouble

HELP = "dit si une campagne d'appels, telle qu'un fichier la prévoit, finira à temps"
EXAMPLE = Path(__file__).resolve().parents[1] / "simulating" / "example.toml"
RUNS_AT_MOST = 10_000


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="fichier TOML de la campagne prévue")
    parser.add_argument("--example", action="store_true", help="montre un fichier à remplir")
    parser.add_argument("--json", action="store_true", help="écrit du JSON au lieu de phrases")
    parser.add_argument(
        "--runs", type=number(1, RUNS_AT_MOST), default=200, help="nombre de tirages (200)"
    )
    parser.add_argument("--seed", type=number(0), default=0, help="graine du hasard (0)")


def run(options: argparse.Namespace) -> int:
    # Other commands need not wait for numpy.
    from entremise.jobs.simulating.reading import read  # noqa: PLC0415 -- slow to load
    from entremise.jobs.simulating.writing import document, sentences  # noqa: PLC0415 -- slow to load

    if options.example:
        print(EXAMPLE.read_text(encoding="utf-8"), end="")
        return 0
    if options.file is None:
        raise Trouble("Donnez un fichier, ou « --example » pour voir à quoi il ressemble.")
    given = read(options.file)
    if options.json:
        print(json.dumps(document(given, runs=options.runs, seed=options.seed), indent=1))
    else:
        print("\n".join(sentences(given, runs=options.runs, seed=options.seed)))
    return 0
