"""Imports in the background, and the files that nobody confirmed."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.journeys.import_register import give_up, run_import
from entremise.kernel.errors import Refused
from entremise.registers.queries import forgotten_files

KEPT_FOR = timedelta(hours=24)


@app.task(name="import_delivery", lock="imports")
def import_delivery(delivery_id: int) -> None:
    """Where the database is away, giving up fails too: the job is given back, and begins again."""
    try:
        run_import(delivery_id=delivery_id, at=now())
    except Refused:  # the file or the right to it is gone, or somebody stopped it
        give_up(delivery_id=delivery_id, at=now())
    except Exception:
        give_up(delivery_id=delivery_id, at=now())
        raise


@app.periodic(cron="17 * * * *")
@app.task(name="destroy_forgotten_files")
def destroy_forgotten_files(timestamp: int) -> None:
    """A file that nobody confirmed within a day is destroyed."""
    del timestamp
    for delivery_id in forgotten_files(before=now() - KEPT_FOR):
        give_up(delivery_id=delivery_id, at=now())
