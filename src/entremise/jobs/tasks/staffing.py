"""By the clock: seats are reminded of, absences replaced; at night who sleeps, whose last day has passed."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.journeys.engage_caller import let_go_of_those_over
from entremise.journeys.shift_messages import remind_seats, replace_absent
from entremise.outreach.operations.levels import put_to_sleep


@app.periodic(cron="*/5 * * * *")
@app.task(name="replace_absent")
def replace_those_absent(timestamp: int) -> None:
    del timestamp
    replace_absent(at=now())


@app.periodic(cron="11 * * * *")
@app.task(name="remind_seats")
def remind(timestamp: int) -> None:
    del timestamp
    remind_seats(at=now())


@app.periodic(cron="40 3 * * *")
@app.task(name="keep_engagements")
def keep_engagements(timestamp: int) -> None:
    del timestamp
    at = now()
    let_go_of_those_over(at=at)
    put_to_sleep(at=at)
