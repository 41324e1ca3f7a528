"""Every five minutes: what nobody answers comes back to the orienteurs; nothing expires in silence."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.referral.operations.returns import (
    bring_back_forgotten,
    bring_back_silent,
    bring_back_unanswered,
)


@app.periodic(cron="*/5 * * * *")
@app.task(name="bring_back_reports")
def bring_back_reports(timestamp: int) -> None:
    del timestamp
    at = now()
    bring_back_forgotten(actor=SYSTEM, at=at)
    bring_back_unanswered(actor=SYSTEM, at=at)
    bring_back_silent(actor=SYSTEM, at=at)
