"""Files of services in the background, and those that nobody confirmed."""

from collections.abc import Callable
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from entremise.directory.operations.deliveries import TRIES_AT_MOST
from entremise.directory.queries.deliveries import forgotten_service_files
from entremise.journeys.import_services import compare_services as compare
from entremise.journeys.import_services import give_up_services, run_services
from entremise.kernel.errors import Refused

AWAY = (OperationalError, InterfaceError)
KEPT_FOR = timedelta(hours=24)
AGAIN = RetryStrategy(max_attempts=TRIES_AT_MOST, wait=20, retry_exceptions=AWAY)


@app.task(name="compare_services", lock="imports", retry=AGAIN)
def compare_services(delivery_id: int) -> None:
    """What a file would change."""
    or_give_up(delivery_id, lambda: compare(delivery_id=delivery_id, at=now()))


@app.task(name="import_services", lock="imports", retry=AGAIN)
def import_services(delivery_id: int) -> None:
    """What was accepted is written."""
    or_give_up(delivery_id, lambda: run_services(delivery_id=delivery_id, at=now()))


def or_give_up(delivery_id: int, work: Callable[[], None]) -> None:
    """Where the database went away the work begins again; a file that is gone, or stopped, is given up."""
    try:
        work()
    except Refused:
        give_up_services(delivery_id=delivery_id, at=now())
    except AWAY:
        raise
    except Exception:
        give_up_services(delivery_id=delivery_id, at=now())
        raise


@app.periodic(cron="23 * * * *")
@app.task(name="destroy_forgotten_service_files")
def destroy_forgotten_service_files(timestamp: int) -> None:
    """A file of services that nobody confirmed within a day is destroyed."""
    del timestamp
    for delivery_id in forgotten_service_files(before=now() - KEPT_FOR):
        give_up_services(delivery_id=delivery_id, at=now())
