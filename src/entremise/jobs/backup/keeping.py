"""Which backups stay: seven days, four weeks, three months; the newest of each."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from entremise.jobs.backup.writing import KEYS_SUFFIX, PREFIX, STAMP

KEPT: Final = (("%Y-%j", 7), ("%G-%V", 4), ("%Y-%m", 3))


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """The newest backup of each of the last seven days, four weeks and three months that have one."""
    newest_first = sorted(moments, reverse=True)
    stays: set[datetime] = set()
    for period, count in KEPT:
        newest: dict[str, datetime] = {}
        for moment in newest_first:
            newest.setdefault(moment.strftime(period), moment)
        stays.update(list(newest.values())[:count])
    return stays


def drop_old(data: Path, keys: Path, made: Path) -> int:
    """Take away the backups that need not stay, with their keys; return how many. The one just made stays, whatever its clock said; other files are left alone."""
    found = {moment: path for path in data.iterdir() if (moment := moment_of(path)) is not None}
    gone = found.keys() - kept(found) - {moment_of(made)}
    for moment in gone:
        (keys / f"{found[moment].name}{KEYS_SUFFIX}").unlink(missing_ok=True)
        shutil.rmtree(found[moment])
    return len(gone)


def moment_of(path: Path) -> datetime | None:
    """When a backup was made, by its name; none for anything else."""
    return moment_in(path.name) if path.is_dir() else None


def moment_in(name: str) -> datetime | None:
    if not name.startswith(PREFIX):
        return None
    try:
        return datetime.strptime(name.removeprefix(PREFIX), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
