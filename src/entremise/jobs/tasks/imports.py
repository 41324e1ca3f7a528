"""Imports in the background, and the files that nobody confirmed."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.journeys.delivery_file import destroy
from entremise.journeys.import_register import run_import
from entremise.kernel.errors import Refused
from entremise.registers.operations import fail_delivery, note_destroyed
from entremise.registers.queries import forgotten_files

KEPT_FOR = timedelta(hours=24)


@app.task(name="import_delivery", lock="imports")
def import_delivery(delivery_id: int) -> None:
    try:
        run_import(delivery_id=delivery_id, at=now())
    except (
        Refused
    ):  # the file or the right to it is gone, or somebody stopped it: nothing was written
        fail_delivery(delivery_id=delivery_id, at=now())
    except Exception:
        fail_delivery(delivery_id=delivery_id, at=now())
        raise


@app.periodic(cron="17 * * * *")
@app.task(name="destroy_forgotten_files")
def destroy_forgotten_files(timestamp: int) -> None:
    """A file that did not become entries within a day is destroyed; work that a killed process left is given up."""
    del timestamp
    for delivery_id, token in forgotten_files(before=now() - KEPT_FOR):
        fail_delivery(delivery_id=delivery_id, at=now())
        destroy(token)
        note_destroyed(delivery_id=delivery_id, at=now())
