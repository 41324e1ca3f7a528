"""Which tables a town was built with: where one was changed since and not by a migration of its own, it is built anew."""

import hashlib
import json
from pathlib import Path
from typing import Final

from entremise.jobs.database.home import Home
from entremise.jobs.faults import Trouble

PRODUCT: Final = Path(__file__).resolve().parents[2]
DRAWN_BY: Final = ("*/migrations/0*.py", "commons/seal/tables.sql")


def note_tables(where: Home) -> None:
    """Keep beside the town what its tables come from."""
    where.tables_file.write_text(json.dumps(drawings(), indent=1))


def refuse_older(where: Home) -> None:
    """Say that a town was built by an older version; what came in addition since does not matter."""
    if not (where.database.exists() or where.accounts_file.exists()):
        return
    file = where.tables_file
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    if not known or not known.items() <= drawings().items():
        raise Trouble(
            f"La ville de {where.path} a été construite par une version plus ancienne d'Entremise : "
            "« script/demo --fresh » l'efface et la reconstruit."
        )


def drawings() -> dict[str, str]:
    """The files that make tables, with the digest of each."""
    return {
        path.relative_to(PRODUCT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for pattern in DRAWN_BY
        for path in sorted(PRODUCT.glob(pattern))
    }
