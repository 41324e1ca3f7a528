"""Every five minutes: what nobody answers comes back to the orienteurs; nothing expires in silence."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from entremise.accounts.vocabulary import SYSTEM
from entremise.journeys.chase_services import chase_services, tell_to_forget
from entremise.referral.operations.links import watch_links
from entremise.referral.operations.returns import (
    bring_back_forgotten,
    bring_back_unanswered,
    restart_clocks,
)
from entremise.referral.operations.review import pass_unreviewed


@app.periodic(cron="*/5 * * * *")
@app.task(name="bring_back_reports")
def bring_back_reports(timestamp: int) -> None:
    del timestamp
    at = now()
    bring_back_forgotten(actor=SYSTEM, at=at)
    bring_back_unanswered(actor=SYSTEM, at=at)
    pass_unreviewed(actor=SYSTEM, at=at)
    restart_clocks(actor=SYSTEM, at=at)
    watch_links(actor=SYSTEM, at=at)
    chase_services(at=at)
    tell_to_forget(at=at)
