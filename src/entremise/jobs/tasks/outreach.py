"""Visitors who should have called in are looked for each minute; campaigns move by the clock every five."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.journeys.watch_campaigns import watch_campaigns
from entremise.journeys.watch_visitors import watch_visitors


@app.periodic(cron="* * * * *")
@app.task(name="watch_visitors")
def watch(timestamp: int) -> None:
    del timestamp
    watch_visitors(at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="watch_campaigns")
def move_campaigns(timestamp: int) -> None:
    del timestamp
    watch_campaigns(at=now())
