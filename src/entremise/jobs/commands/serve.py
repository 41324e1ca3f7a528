"""Runs the whole product: database, worker and web."""

import argparse

from entremise.jobs.database.home import home
from entremise.jobs.database.instance import database
from entremise.jobs.ports import add_listening, refuse_taken
from entremise.jobs.serving import keep_running, make_ready

HELP = "fait tourner la base, le travailleur et le site ; Ctrl-C arrête tout"


def configure(parser: argparse.ArgumentParser) -> None:
    add_listening(parser)


def run(options: argparse.Namespace) -> int:
    refuse_taken(options.host, options.port)
    where = home()
    with database(where) as cluster:
        make_ready(where)
        keep_running(
            where,
            cluster,
            port=options.port,
            host=options.host,
            more={},
            greet=lambda: print(f"Entremise : http://localhost:{options.port}", flush=True),
        )
    return 0
