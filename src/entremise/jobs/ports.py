"""Where the site listens: said before anything is built when it could not, and known once it does."""

import argparse
import errno
import socket
import time
from typing import Final

from entremise.jobs.command_line import number
from entremise.jobs.faults import Trouble

LAST_PORT: Final = 65535
FREED_WITHIN_SECONDS: Final = 5.0  # what ran before on this port may be about to end


def add_listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=number(1, LAST_PORT), default=8000, help="port du site (8000)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="adresse d'écoute (127.0.0.1)")


def refuse_taken(host: str, port: int) -> None:
    """Raise `Trouble` when nobody could listen there; a port about to be free is waited for."""
    until = time.monotonic() + FREED_WITHIN_SECONDS
    while (fault := fault_of_listening(host, port)) is not None:
        if fault.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise Trouble(words_of(fault, host, port))
        time.sleep(0.2)


def fault_of_listening(host: str, port: int) -> OSError | None:
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen()
    except OSError as fault:
        return fault
    return None


def words_of(fault: OSError, host: str, port: int) -> str:
    match fault.errno:
        case errno.EADDRINUSE:
            return (
                f"Le port {port} est déjà pris. Si Entremise tourne déjà, ouvrez http://localhost:{port} ; "
                f"sinon, donnez un autre port : --port {port + 1 if port < LAST_PORT else port - 1}"
            )
        case errno.EACCES:
            return f"Le port {port} est réservé au système. Donnez-en un autre : --port 8000"
        case _:
            return (
                f"« {host} » n'est pas une adresse de cette machine. Sans --host, c'est 127.0.0.1."
            )


def answers(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
