"""Imports in the background, and the files that nobody confirmed."""

from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from entremise.journeys.import_register import give_up, run_import
from entremise.kernel.errors import Refused
from entremise.registers.operations import TRIES_AT_MOST
from entremise.registers.queries import forgotten_files

AWAY = (OperationalError, InterfaceError)
KEPT_FOR = timedelta(hours=24)


@app.task(
    name="import_delivery",
    lock="imports",
    retry=RetryStrategy(max_attempts=TRIES_AT_MOST, wait=20, retry_exceptions=AWAY),
)
def import_delivery(delivery_id: int) -> None:
    """Where the database went away the job begins again; the try after the last one gives up."""
    try:
        run_import(delivery_id=delivery_id, at=now())
    except Refused:  # the file or the right to it is gone, or somebody stopped it
        give_up(delivery_id=delivery_id, at=now())
    except AWAY:
        raise
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
