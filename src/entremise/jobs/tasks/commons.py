"""Each night: grants of the law and of living decisions are prolonged, what the trace has served is dropped, campaigns are archived at their date."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.grants import renew_grants
from entremise.commons.operations.retention import purge_trace
from entremise.journeys.archive_campaigns import archive_due


@app.periodic(cron="11 2 * * *")
@app.task(name="prolong_grants")
def prolong_grants(timestamp: int) -> None:
    del timestamp
    renew_grants(actor=SYSTEM, at=now())


@app.periodic(cron="23 2 * * *")
@app.task(name="drop_old_trace")
def drop_old_trace(timestamp: int) -> None:
    del timestamp
    purge_trace(actor=SYSTEM, at=now())


@app.periodic(cron="37 2 * * *")
@app.task(name="archive_campaigns")
def archive_campaigns(timestamp: int) -> None:
    del timestamp
    archive_due(at=now())
