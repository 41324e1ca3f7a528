"""Two at once in the loop: a service and the person, the worker and a service, two who ask whether it helped."""

import pytest
from tests.make import accounts, commons, directory, referral
from tests.races.test_referral import at_once

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor, Role
from entremise.commons.models import Assignment
from entremise.kernel.origin import Origin
from entremise.referral.models import HelpCheck, Item, Referral, Report
from entremise.referral.operations.checks import take_check
from entremise.referral.operations.endings import close_item, withdraw_item
from entremise.referral.operations.referrals import accept_referral, send_referral
from entremise.referral.operations.reports import give_back_report
from entremise.referral.operations.returns import bring_back_silent
from entremise.referral.operations.review import pass_review, pass_unreviewed
from entremise.referral.queries.forgotten import forgotten
from entremise.referral.vocabulary.referrals import ReferralState, SentBy
from entremise.referral.vocabulary.reports import Ending, ItemState, Refusal

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def sent():
    who, service = referral.orienteur(), directory.service()
    opened = referral.taken_report(at=commons.now(), by=who)
    result = send_referral(
        actor=who,
        item_id=opened.item_ids[0],
        service_id=service.service_id,
        sent_by=SentBy.PHONE,
        at=commons.now(),
    )
    give_back_report(actor=who, report_id=opened.report_id, at=commons.now())
    door = Actor(
        user_id=service.door_id,
        organization_id=service.organization_id,
        roles=frozenset({Role.SERVICE}),
    )
    return opened, result, door


def accepting(door, referral_id):
    day = commons.now().date()
    return lambda: accept_referral(
        actor=door, referral_id=referral_id, first_contact_on=day, at=commons.now()
    )


def test_a_service_accepts_while_the_person_takes_back_and_her_word_stands():
    for _ in range(TIMES):
        opened, result, door = sent()
        person = Report.objects.get(pk=opened.report_id).person

        at_once(
            accepting(door, result.referral_id),
            lambda item_id=opened.item_ids[0], person=person: withdraw_item(
                actor=RESIDENT, person=person, item_id=item_id, at=commons.now()
            ),
        )

        row = Referral.objects.get(pk=result.referral_id)
        assert row.state == ReferralState.WITHDRAWN
        assert Item.objects.get(pk=opened.item_ids[0]).ending == Ending.WITHDRAWN
        assert row.is_to_forget == (row.received_at is not None)
        origin = Origin("REFERRAL", row.pk)
        live = Assignment.objects.filter(origin_kind=origin.kind, origin_id=origin.id)
        assert not live.filter(released_at=None).exists()


def test_a_service_accepts_at_the_second_the_worker_finds_it_late():
    for _ in range(TIMES):
        opened, result, door = sent()
        Referral.objects.update(due_at=commons.now(), breaches_count=1)

        at_once(
            accepting(door, result.referral_id),
            lambda: bring_back_silent(actor=SYSTEM, at=commons.now()),
        )

        state = Referral.objects.get(pk=result.referral_id).state
        item = Item.objects.get(pk=opened.item_ids[0]).state
        assert (state, item) in {
            (ReferralState.ACCEPTED, ItemState.SENT),
            (ReferralState.WITHDRAWN, ItemState.OPEN),
        }
        assert forgotten(at=commons.now()) == ()


def test_two_orienteurs_do_not_ring_the_same_person():
    who = referral.orienteur()
    opened = referral.taken_report(at=commons.now(), by=who)
    close_item(
        actor=who,
        item_id=opened.item_ids[0],
        ending=Ending.ANSWERED_AT_ONCE,
        at=commons.now(),
    )
    check_id = HelpCheck.objects.get().pk

    def asking(actor):
        return lambda: take_check(actor=actor, check_id=check_id, at=commons.now())

    answers = at_once(asking(referral.orienteur()), asking(referral.orienteur()))

    assert sorted(answers, key=str) == [Refusal.HELD_BY_ANOTHER, None]


def test_a_reviewer_passes_a_report_while_the_worker_does():
    for _ in range(TIMES):
        opened = referral.report(at=commons.now(), needs_review=True)
        reviewer = accounts.actor(Role.CALLER)
        Report.objects.filter(pk=opened.report_id).update(due_at=commons.now())

        at_once(
            lambda report_id=opened.report_id, who=reviewer: pass_review(
                actor=who, report_id=report_id, at=commons.now()
            ),
            lambda: pass_unreviewed(actor=SYSTEM, at=commons.now()),
        )

        row = Report.objects.get(pk=opened.report_id)
        kinds = row.steps.filter(kind__in=("REVIEWED", "REVIEW_LATE")).count()
        assert (row.state, kinds) == ("WAITING", 1)
