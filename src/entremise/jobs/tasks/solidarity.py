"""By the clock: a place that nobody confirmed goes to the next one, who is told; an action that is over has been held; who comes is reminded."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.journeys.action_messages import (
    ask_for_substitutes,
    offer_places,
    remind_places,
)
from entremise.solidarity.operations.actions import note_held
from entremise.solidarity.operations.places import release_unconfirmed


@app.periodic(cron="*/5 * * * *")
@app.task(name="keep_actions_moving")
def keep_actions_moving(timestamp: int) -> None:
    del timestamp
    at = now()
    release_unconfirmed(actor=SYSTEM, at=at)
    note_held(actor=SYSTEM, at=at)
    offer_places(at=at)
    ask_for_substitutes(at=at)


@app.periodic(cron="8 * * * *")
@app.task(name="remind_places")
def remind(timestamp: int) -> None:
    del timestamp
    remind_places(at=now())
