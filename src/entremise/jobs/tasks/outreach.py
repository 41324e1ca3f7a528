"""Visitors who should have called in are looked for each minute; campaigns move by the clock every five; each hour those whose wave ends come first."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.journeys.watch_campaigns import watch_campaigns
from entremise.journeys.watch_visitors import watch_visitors
from entremise.outreach.operations.deadlines import class_deadlines


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


@app.periodic(cron="3 * * * *")
@app.task(name="class_deadlines")
def put_deadlines_first(timestamp: int) -> None:
    del timestamp
    class_deadlines(at=now())
