"""Two at once: two orienteurs and one report, two gestures on one item, two services and one link."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from tests.make import accounts, commons, directory, referral

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.referral.models import Item, Referral, Report, Step
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.referrals import (
    accept_referral,
    answer_referral,
    receive_referral,
    refuse_referral,
    send_referral,
)
from entremise.referral.operations.reports import take_most_urgent, take_report
from entremise.referral.vocabulary.referrals import (
    Answer,
    AnswerKind,
    ReferralState,
    RefusalReason,
    SentBy,
)
from entremise.referral.vocabulary.reports import Ending, ItemState, Refusal, ReportState

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Each act on its own connection, all started together; what each returned, or its refusal."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        except Refused as refused:
            return refused.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(run, acts))


def test_two_orienteurs_take_one_report_and_one_of_them_holds_it():
    for _ in range(5):
        opened = referral.report(at=commons.now())
        both = [referral.orienteur(), referral.orienteur()]

        def taking(who, report_id=opened.report_id):
            return lambda: take_report(actor=who, report_id=report_id, at=commons.now())

        answers = at_once(*map(taking, both))

        assert sorted(answers, key=str) == [Refusal.HELD_BY_ANOTHER, None]
        holder = Report.objects.get(pk=opened.report_id).held_by_id
        assert holder == both[answers.index(None)].user_id
        assert Step.objects.filter(report=opened.report_id, kind="TAKEN").count() == 1
        live = Assignment.objects.filter(origin_kind="REPORT", origin_id=opened.report_id)
        assert [row.user_id for row in live.order_by("pk")] == [holder]


def test_eight_orienteurs_take_the_most_urgent_and_get_eight_reports():
    for _ in range(8):
        referral.report(at=commons.now())
    crowd = [referral.orienteur() for _ in range(8)]

    def taking(who):
        return lambda: take_most_urgent(
            actor=who, organization_id=who.organization_id, at=commons.now()
        )

    taken = at_once(*map(taking, crowd))

    assert None not in taken
    assert len(set(taken)) == 8


def test_one_item_is_sent_once_by_two_windows():
    who, service = referral.orienteur(), directory.service()
    opened = referral.taken_report(at=commons.now(), by=who)

    def sending():
        return send_referral(
            actor=who,
            item_id=opened.item_ids[0],
            service_id=service.service_id,
            sent_by=SentBy.PHONE,
            at=commons.now(),
        )

    answers = at_once(sending, sending)

    assert Referral.objects.count() == 1
    assert [answer for answer in answers if answer is Refusal.WRONG_STATE] == [Refusal.WRONG_STATE]


def test_a_service_that_accepts_and_refuses_at_once_has_said_one_thing():
    who, service = referral.orienteur(), directory.service(has_account=True)
    opened = referral.taken_report(at=commons.now(), by=who)
    sent = send_referral(
        actor=who,
        item_id=opened.item_ids[0],
        service_id=service.service_id,
        sent_by=SentBy.ACCOUNT,
        at=commons.now(),
    )
    body = accounts.Organization.objects.get(pk=service.organization_id)
    desk = accounts.actor(Role.SERVICE, organization=body)
    receive_referral(actor=desk, referral_id=sent.referral_id, at=commons.now())

    def accepting():
        day = commons.now().date()
        accept_referral(
            actor=desk, referral_id=sent.referral_id, first_contact_on=day, at=commons.now()
        )

    def refusing():
        refuse_referral(
            actor=desk,
            referral_id=sent.referral_id,
            reason=RefusalReason.NO_CAPACITY,
            at=commons.now(),
        )

    at_once(accepting, refusing)

    row = Referral.objects.get()
    assert (
        row.state == ReferralState.REFUSED
    )  # a refusal is possible after accepting; never the reverse
    assert Report.objects.get().state == ReportState.HELD


@pytest.mark.parametrize("ending", [Ending.WITHDRAWN, Ending.ORIENTED])
def test_an_item_closed_while_its_service_answers_ends_one_way(ending):
    for _ in range(5):
        who, service = referral.orienteur(), directory.service(has_account=True)
        opened = referral.taken_report(at=commons.now(), by=who)
        item_id = opened.item_ids[0]
        sent = send_referral(
            actor=who,
            item_id=item_id,
            service_id=service.service_id,
            sent_by=SentBy.ACCOUNT,
            at=commons.now(),
        )
        body = accounts.Organization.objects.get(pk=service.organization_id)
        desk = accounts.actor(Role.SERVICE, organization=body)
        receive_referral(actor=desk, referral_id=sent.referral_id, at=commons.now())
        closing = partial(close_item, actor=who, item_id=item_id, ending=ending, at=commons.now())
        answering = partial(
            answer_referral,
            actor=desk,
            referral_id=sent.referral_id,
            answer=Answer(AnswerKind.HELPED),
            at=commons.now(),
        )

        closed, answered = at_once(closing, answering)

        item, row = Item.objects.get(pk=item_id), Referral.objects.get(pk=sent.referral_id)
        assert (item.state == ItemState.CLOSED) == (closed is None)
        assert (row.state == ReferralState.ANSWERED) == (answered is None)
        assert None in (closed, answered)
        if closed is not None:  # nothing was answered yet: it is told, and waits to be told on
            assert (closed, item.state) == (Refusal.WRONG_STATE, ItemState.ANSWERED)
