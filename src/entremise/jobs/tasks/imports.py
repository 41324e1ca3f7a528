"""Imports in the background, and the files that nobody confirmed."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.jobs.bringing import KEPT_FOR, again, or_give_up
from entremise.journeys.import_register import give_up, run_import
from entremise.registers.operations import TRIES_AT_MOST
from entremise.registers.queries import forgotten_files


@app.task(name="import_delivery", lock="imports", retry=again(TRIES_AT_MOST))
def import_delivery(delivery_id: int) -> None:
    """What was accepted is written."""
    or_give_up(delivery_id, work=run_import, give_up=give_up)


@app.periodic(cron="17 * * * *")
@app.task(name="destroy_forgotten_files")
def destroy_forgotten_files(timestamp: int) -> None:
    """A file that nobody confirmed within a day is destroyed."""
    del timestamp
    for delivery_id in forgotten_files(before=now() - KEPT_FOR):
        give_up(delivery_id=delivery_id, at=now())
