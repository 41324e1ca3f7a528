"""Each minute: visitors who should have called in are looked for."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.journeys.watch_visitors import watch_visitors


@app.periodic(cron="* * * * *")
@app.task(name="watch_visitors")
def watch(timestamp: int) -> None:
    del timestamp
    watch_visitors(at=now())
