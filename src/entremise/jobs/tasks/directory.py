"""Files of services in the background, and those that nobody confirmed."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.directory.operations.deliveries import TRIES_AT_MOST
from entremise.directory.queries.deliveries import forgotten_service_files
from entremise.jobs.bringing import KEPT_FOR, again, or_give_up
from entremise.journeys.import_services import compare_services as compare
from entremise.journeys.import_services import give_up_services, run_services


@app.task(name="compare_services", lock="imports", retry=again(TRIES_AT_MOST))
def compare_services(delivery_id: int) -> None:
    """What a file would change."""
    or_give_up(delivery_id, work=compare, give_up=give_up_services)


@app.task(name="import_services", lock="imports", retry=again(TRIES_AT_MOST))
def import_services(delivery_id: int) -> None:
    """What was accepted is written."""
    or_give_up(delivery_id, work=run_services, give_up=give_up_services)


@app.periodic(cron="23 * * * *")
@app.task(name="destroy_forgotten_service_files")
def destroy_forgotten_service_files(timestamp: int) -> None:
    """A file of services that nobody confirmed within a day is destroyed."""
    del timestamp
    for delivery_id in forgotten_service_files(before=now() - KEPT_FOR):
        give_up_services(delivery_id=delivery_id, at=now())
