"""Brings the tables up to date, then builds Aubrelle and writes its accounts, or opens the shifts to come: in one
process, which reads the product once."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.db import connections

from entremise.jobs.commands.migrate import bring_up_to_date
from entremise.jobs.database.home import write_private


def main(arguments: list[str]) -> int:
    django.setup()
    from entremise.jobs.town.building import build_town  # noqa: PLC0415 -- apps ready
    from entremise.jobs.town.watches import freshen  # noqa: PLC0415 -- apps ready

    settings.ENTREMISE_SMS_URL = settings.EMAIL_HOST = ""  # an invented past writes to nobody
    # A power cut costs an invented town, which is built again.
    connections["default"].settings_dict["OPTIONS"]["options"] += " -c synchronous_commit=off"
    bring_up_to_date()
    file, now = Path(arguments[0]), datetime.now(UTC) - timedelta(seconds=1)
    if file.exists():
        freshen(now)
    else:
        write_private(file, json.dumps(build_town(now=now), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
