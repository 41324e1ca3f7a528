"""Each night: grants of the law and of living decisions are prolonged, what the trace has served is dropped, campaigns are archived at their date, sessions that are over go with what they held."""

from django.core.management import call_command
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


@app.periodic(cron="53 2 * * *")
@app.task(name="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """A form that was kept for whoever was signed out is not kept beyond her session."""
    del timestamp
    call_command("clearsessions")
