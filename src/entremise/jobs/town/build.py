"""Builds Aubrelle in a process of its own, and writes its accounts."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

from entremise.jobs.database.home import write_private


def main(arguments: list[str]) -> int:
    django.setup()
    from entremise.jobs.town.building import build_town  # noqa: PLC0415 -- apps ready

    accounts = build_town(now=datetime.now(UTC) - timedelta(seconds=1))
    write_private(Path(arguments[0]), json.dumps(accounts, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
