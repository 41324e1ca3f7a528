"""What nobody answers comes back by itself, as the worker does it."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, directory, referral

from entremise.accounts.vocabulary import Role
from entremise.jobs.tasks.referral import bring_back_reports
from entremise.referral.models import Report, Step
from entremise.referral.operations.asking import ask_caller
from entremise.referral.operations.referrals import send_referral
from entremise.referral.operations.reports import give_back_report
from entremise.referral.vocabulary.referrals import SentBy
from entremise.referral.vocabulary.reports import ReportState

pytestmark = pytest.mark.django_db


def test_the_worker_brings_back_what_is_forgotten_unanswered_and_silent():
    at, who = commons.now() - timedelta(hours=30), referral.orienteur()
    referral.taken_report(at=at, by=who)
    asked = referral.taken_report(at=at, by=who, author=accounts.actor(Role.CALLER))
    ask_caller(actor=who, report_id=asked.report_id, question="Depuis quand ?", at=at)
    sent = referral.taken_report(at=at, by=who)
    send_referral(
        actor=who,
        item_id=sent.item_ids[0],
        service_id=directory.service().service_id,
        sent_by=SentBy.LINK,
        at=at,
    )
    give_back_report(actor=who, report_id=sent.report_id, at=at)

    bring_back_reports.func(timestamp=0)
    bring_back_reports.func(timestamp=0)

    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.WAITING}
    for kind in ("HOLD_ENDED", "CALLER_SILENT", "SILENT"):
        assert Step.objects.filter(kind=kind).count() == 1
