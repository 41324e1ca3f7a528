"""Root opens the doors and lets somebody without rights work: the account of the web and of the worker."""

import os
import pwd
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from entremise.jobs.database.binaries import unprivileged_account
from entremise.jobs.database.home import Home

ACCOUNTS: Final = ("entremise-web", "www-data", "nobody")
FIRST_OPEN_PORT: Final = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
PROGRAMS: Final = "import django, granian, psycopg, entremise.config"


@dataclass(frozen=True, slots=True)
class WebAccount:
    """An account that owns the keys and the files in transit, and reads neither secrets nor the data folder."""

    name: str
    uid: int
    gid: int

    def running(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}


def web_account(port: int) -> WebAccount | None:
    """The account for the web; none for an ordinary user, or where root alone can run it, which is said."""
    if os.geteuid() != 0:
        return None
    found = next(candidates(), None)
    why = obstacle(port, found)
    if why:
        print(f"Le site et le travailleur tournent sous root : {why}.", flush=True)
        return None
    return found


def obstacle(port: int, account: WebAccount | None) -> str:
    """Why root alone can run the web; empty when the account can."""
    if port < int(FIRST_OPEN_PORT.read_text()):
        return f"le port {port} est réservé à root"
    if account is None:
        return f"aucun compte sans droits : useradd --system {ACCOUNTS[0]}"
    return "" if can_run(account) else f"le compte {account.name} ne peut pas lire {sys.prefix}"


def candidates() -> Iterator[WebAccount]:
    """Accounts that exist and are not the database's."""
    database, _group = unprivileged_account()
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != database:
            yield WebAccount(name, entry.pw_uid, entry.pw_gid)


def can_run(account: WebAccount) -> bool:
    """Python, the libraries and the product may lie below a closed folder."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAMS],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **account.running(),
        )
    except PermissionError:
        return False
    return done.returncode == 0


def hand_over(where: Home, account: WebAccount) -> None:
    """Give the account what it writes and reads, also what commands of root have made since."""
    for folder in (where.keys, where.uploads, where.static):
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
    socket = where.database / "run"
    if socket.exists():  # the data folder beside it is the database's alone
        where.database.chmod(0o711)
        os.chown(socket, -1, account.gid)
        socket.chmod(0o710)
