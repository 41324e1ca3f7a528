"""Where an instance keeps what is not in the database: secrets, keys, the embedded cluster, files in transit."""

import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from entremise.jobs.faults import Trouble

SECRET_NAMES: Final = ("secret_key", "superuser", "migrator", "runtime")
SOCKET_PATH_AT_MOST: Final = 90


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one instance; private but for the way to the socket, when the database has an account of its own."""

    path: Path

    @property
    def secrets_file(self) -> Path:
        return self.path / "secrets.json"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def database(self) -> Path:
        return self.path / "db"

    @property
    def static(self) -> Path:
        return self.path / "static"

    @property
    def uploads(self) -> Path:
        return self.path / "uploads"

    @property
    def demo_mark(self) -> Path:
        """There before the first row of a demonstration: only such a home may be built afresh."""
        return self.path / "demo"

    @property
    def tables_file(self) -> Path:
        """What the tables of a demonstration were made from."""
        return self.path / "tables.json"

    @property
    def erasures_file(self) -> Path:
        """Who was erased, outside the database: it outlives what is restored."""
        return self.path / "erasures"

    @property
    def erasures_due(self) -> Path:
        """There as long as a restored instance owes the erasures made since its backup."""
        return self.path / "erasures.due"

    @property
    def accounts_file(self) -> Path:
        return self.path / "accounts.json"


def home() -> Home:
    """The home that the environment names, else the usual place of this account."""
    given = os.environ.get("ENTREMISE_HOME", "")
    if given:
        return Home(Path(given).absolute())
    if os.geteuid() == 0:
        return Home(Path("/var/lib/entremise"))
    return Home(Path.home() / ".local" / "share" / "entremise")


def prepare_home(where: Home) -> None:
    """Make the folders; as root, the way down must be open to the account of the database already."""
    where.path.mkdir(parents=True, exist_ok=True)
    where.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
    for folder in (where.keys, where.uploads):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    if os.geteuid() == 0:
        refuse_closed_parents(where.path)
    if len(str(where.database / "run" / ".s.PGSQL.5432")) > SOCKET_PATH_AT_MOST:
        raise Trouble(
            f"Le chemin {where.path} est trop long pour la base. Choisissez ENTREMISE_HOME plus court."
        )


def refuse_closed_parents(path: Path) -> None:
    """The database runs under another account than root: it must be able to walk here; nothing is loosened."""
    closed = [parent for parent in path.parents if not parent.stat().st_mode & stat.S_IXOTH]
    if closed:
        raise Trouble(
            f"Le dossier {closed[0]} est fermé au compte de la base. Choisissez ENTREMISE_HOME ailleurs, par exemple /var/lib."
        )


def secrets_of(where: Home) -> dict[str, str]:
    """The secrets of the instance, drawn at the first start, readable by its owner only."""
    if not where.secrets_file.exists():
        drawn = {name: secrets.token_urlsafe(32) for name in SECRET_NAMES}
        write_private(where.secrets_file, json.dumps(drawn, indent=1))
    found: dict[str, str] = json.loads(where.secrets_file.read_text())
    return found


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads; the old one stays whole until the new one is."""
    new = path.with_name(f"{path.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
