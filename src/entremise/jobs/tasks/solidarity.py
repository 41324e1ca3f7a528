"""Every five minutes: a place that nobody confirmed goes to the next one, an action that is over has been held."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.solidarity.operations.actions import note_held
from entremise.solidarity.operations.places import release_unconfirmed


@app.periodic(cron="*/5 * * * *")
@app.task(name="keep_actions_moving")
def keep_actions_moving(timestamp: int) -> None:
    del timestamp
    at = now()
    release_unconfirmed(actor=SYSTEM, at=at)
    note_held(actor=SYSTEM, at=at)
