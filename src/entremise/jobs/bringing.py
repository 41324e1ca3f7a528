"""Work on a file that somebody brought: it begins again where the database went away, and is given up for every other reason."""

from datetime import datetime, timedelta
from typing import Final, Protocol

from django.db import InterfaceError, OperationalError
from django.utils.timezone import now
from procrastinate import RetryStrategy

from entremise.kernel.errors import Refused

AWAY: Final = (OperationalError, InterfaceError)
KEPT_FOR: Final = timedelta(hours=24)  # a file that nobody confirms


class Step(Protocol):
    def __call__(self, *, delivery_id: int, at: datetime) -> None: ...


def again(tries_at_most: int) -> RetryStrategy:
    return RetryStrategy(max_attempts=tries_at_most, wait=20, retry_exceptions=AWAY)


def or_give_up(delivery_id: int, *, work: Step, give_up: Step) -> None:
    """The try after the last one is given up by the work itself."""
    try:
        work(delivery_id=delivery_id, at=now())
    except Refused:  # the file or the right to it is gone, or somebody stopped it
        give_up(delivery_id=delivery_id, at=now())
    except AWAY:
        raise
    except Exception:
        give_up(delivery_id=delivery_id, at=now())
        raise
