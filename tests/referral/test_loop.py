"""What comes back by itself, what is asked later, what is read a second time."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError
from tests import make

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor, Role
from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.referral.models import HelpCheck, Referral, Step
from entremise.referral.operations.asking import answer_as_caller
from entremise.referral.operations.checks import answer_check, take_check
from entremise.referral.operations.endings import close_item, withdraw_item, withdraw_reports_of
from entremise.referral.operations.links import renew_link, watch_links
from entremise.referral.operations.referrals import (
    accept_referral,
    question_referral,
    receive_referral,
    refuse_referral,
    reply_to_service,
    send_referral,
)
from entremise.referral.operations.reports import (
    change_severity,
    give_back_report,
    hand_over_report,
    take_report,
)
from entremise.referral.operations.returns import bring_back_silent, restart_clocks
from entremise.referral.operations.review import (
    pass_review,
    pass_unreviewed,
    review_vital_item,
    send_back_from_review,
)
from entremise.referral.queries.follow import (
    checks_due,
    late_referrals,
    services_to_tell,
    vital_counts,
)
from entremise.referral.queries.forgotten import forgotten
from entremise.referral.queries.queue import Filters, queue
from entremise.referral.queries.reports import (
    excluded_services,
    failed_counts,
    referral,
    referral_by_coupon,
    report,
    trace_of_report,
)
from entremise.referral.queries.unmet import unmet_counts
from entremise.referral.vocabulary.checks import CheckAnswer, Verdict
from entremise.referral.vocabulary.referrals import ReferralState, RefusalReason, SentBy
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    ItemState,
    NewItem,
    Refusal,
    ReportState,
    SeverityReason,
    UnmetReason,
)

MONDAY = datetime(2026, 7, 6, 12, 30, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


def urgent(theme="courses_repas", consent=Consent.YES, severity=2):
    return (NewItem(theme, severity, consent),)


def sent(*, sent_by=SentBy.LINK, at=MONDAY, **given):
    who, service = make.orienteur(), make.service()
    opened = make.taken_report(at=at, by=who, **given)
    result = send_referral(
        actor=who,
        item_id=opened.item_ids[0],
        service_id=service.service_id,
        sent_by=sent_by,
        at=at,
    )
    give_back_report(actor=who, report_id=opened.report_id, at=at)
    return who, opened, service, result


def door_of(service) -> Actor:
    return Actor(
        user_id=service.door_id,
        organization_id=service.organization_id,
        roles=frozenset({Role.SERVICE}),
    )


def kinds(report_id):
    return [step.kind for step in trace_of_report(report_id=report_id)]


def test_services_have_working_days_but_hunger_does_not_rest_on_sunday():
    important, hungry = sent(at=FRIDAY)[3], sent(at=FRIDAY, items=urgent())[3]

    assert referral(referral_id=important.referral_id).due_at == FRIDAY + 3 * DAY
    assert referral(referral_id=hungry.referral_id).due_at == FRIDAY + DAY


def test_an_urgent_silence_is_escalated_at_once_and_another_the_second_time():
    _who, opened, _service, _sent = sent(items=urgent())
    calm = sent()[1]

    first = {one.report_id: one for one in bring_back_silent(actor=SYSTEM, at=MONDAY + DAY)}

    assert first[opened.report_id].is_escalated
    assert not first[calm.report_id].is_escalated
    assert kinds(opened.report_id)[:2] == ["ESCALATED", "SILENT"]
    assert len(late_referrals(at=MONDAY + DAY)) == 2


def test_after_two_silences_the_item_is_to_place_and_the_service_proposed_no_more():
    _who, opened, service, _sent = sent()
    bring_back_silent(actor=SYSTEM, at=MONDAY + DAY)

    late = bring_back_silent(actor=SYSTEM, at=MONDAY + 2 * DAY)

    assert [one.is_over for one in late] == [True]
    assert report(report_id=opened.report_id).items[0].state is ItemState.OPEN
    assert excluded_services(item_id=opened.item_ids[0]) == (service.service_id,)
    assert failed_counts(report_id=opened.report_id) == {opened.item_ids[0]: 1}
    assert forgotten(at=MONDAY + 2 * DAY) == ()


def test_a_service_that_has_taken_charge_keeps_it_however_late_its_word_is():
    _who, opened, service, result = sent()
    accept_referral(
        actor=door_of(service),
        referral_id=result.referral_id,
        first_contact_on=date(2026, 7, 7),
        at=MONDAY,
    )
    at = MONDAY
    for _ in range(3):
        at = referral(referral_id=result.referral_id).due_at
        bring_back_silent(actor=SYSTEM, at=at)

    card = referral(referral_id=result.referral_id)
    assert (card.state, card.breaches_count) == (ReferralState.ACCEPTED, 3)
    assert report(report_id=opened.report_id).items[0].state is ItemState.SENT


def test_a_question_that_nobody_answers_stops_the_clock_three_days_and_may_still_be_answered():
    who, _opened, service, result = sent()
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)
    before = referral(referral_id=result.referral_id).due_at
    question_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY + HOUR)
    assert restart_clocks(actor=SYSTEM, at=MONDAY + 2 * DAY) == 0

    assert restart_clocks(actor=SYSTEM, at=MONDAY + HOUR + 3 * DAY) == 1

    card = referral(referral_id=result.referral_id)
    assert (card.state, card.due_at) == (ReferralState.RECEIVED, before + 3 * DAY)
    assert card.is_asking
    take_report(actor=who, report_id=card.report_id, at=MONDAY + 4 * DAY)
    reply_to_service(actor=who, referral_id=result.referral_id, at=MONDAY + 4 * DAY)
    assert not referral(referral_id=result.referral_id).is_asking
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        reply_to_service(actor=who, referral_id=result.referral_id, at=MONDAY + 4 * DAY)


def accepted(sent_by):
    who, opened, service, result = sent(sent_by=sent_by)
    accept_referral(
        actor=door_of(service),
        referral_id=result.referral_id,
        first_contact_on=date(2026, 7, 7),
        at=MONDAY,
    )
    return who, opened, result


def test_a_link_says_three_days_before_that_it_ends_then_its_item_comes_back():
    _who, opened, result = accepted(SentBy.LINK)
    assert watch_links(actor=SYSTEM, at=MONDAY + 41 * DAY) == 0

    assert watch_links(actor=SYSTEM, at=MONDAY + 42 * DAY) == 1
    assert watch_links(actor=SYSTEM, at=MONDAY + 43 * DAY) == 0
    assert watch_links(actor=SYSTEM, at=MONDAY + 45 * DAY) == 1

    assert report(report_id=opened.report_id).items[0].state is ItemState.OPEN
    assert [one.referral_id for one in services_to_tell()] == [result.referral_id]
    assert kinds(opened.report_id)[:2] == ["LINK_OVER", "LINK_ENDS"]


def test_a_link_that_is_made_anew_lives_on():
    who, opened, result = accepted(SentBy.LINK)
    at = MONDAY + 43 * DAY
    take_report(actor=who, report_id=opened.report_id, at=at)

    renew_link(actor=who, referral_id=result.referral_id, at=at)

    assert watch_links(actor=SYSTEM, at=MONDAY + 45 * DAY) == 0
    assert referral(referral_id=result.referral_id).seen_until == at + 45 * DAY


def test_a_service_with_an_account_goes_on_seeing_whom_it_helps():
    _who, _opened, result = accepted(SentBy.ACCOUNT)

    watch_links(actor=SYSTEM, at=MONDAY + 43 * DAY)

    until = {row.until for row in Assignment.objects.filter(origin_kind="REFERRAL")}
    assert until == {MONDAY + 88 * DAY}
    assert referral(referral_id=result.referral_id).state is ReferralState.ACCEPTED


def test_a_colleague_to_whom_a_report_is_handed_sees_the_person_and_the_former_does_not():
    first, second = make.orienteur(), make.orienteur()
    opened = make.taken_report(at=MONDAY, by=first)

    hand_over_report(
        actor=first, report_id=opened.report_id, user_id=second.user_id or 0, at=MONDAY + HOUR
    )

    live = Assignment.objects.filter(released_at=None)
    assert [row.user_id for row in live] == [second.user_id]
    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        hand_over_report(
            actor=first, report_id=opened.report_id, user_id=second.user_id or 0, at=MONDAY
        )


def test_a_report_is_not_handed_to_somebody_who_places_none():
    who = make.orienteur()
    opened, caller = make.taken_report(at=MONDAY, by=who), make.actor(Role.CALLER)

    with pytest.raises(Refused, match=Refusal.NOT_AN_ORIENTEUR):
        hand_over_report(
            actor=who, report_id=opened.report_id, user_id=caller.user_id or 0, at=MONDAY
        )


def test_a_graver_item_has_a_shorter_clock_and_its_reason_in_the_trace():
    who = make.orienteur()
    opened = make.taken_report(at=MONDAY, by=who)

    change_severity(
        actor=who,
        item_id=opened.item_ids[0],
        severity=2,
        reason=SeverityReason.NEW_FACT,
        at=MONDAY,
    )

    card = report(report_id=opened.report_id)
    assert (card.severity, card.due_at) == (2, MONDAY + 2 * HOUR)
    step = trace_of_report(report_id=opened.report_id)[0]
    assert (step.kind, step.detail) == ("SEVERITY", "2 NEW_FACT")


def sent_then_regraded(severity, *acts):
    """An item of severity 3 that a service has, judged otherwise an hour later."""
    who = make.orienteur()
    opened, service = make.taken_report(at=MONDAY, by=who), make.service()
    item_id = opened.item_ids[0]
    result = send_referral(
        actor=who,
        item_id=item_id,
        service_id=service.service_id,
        sent_by=SentBy.PHONE,
        at=MONDAY,
    )
    for act, given in acts:
        act(actor=who, referral_id=result.referral_id, at=MONDAY, **given)
    change_severity(
        actor=who,
        item_id=item_id,
        severity=severity,
        reason=SeverityReason.NEW_FACT,
        at=MONDAY + HOUR,
    )
    return Referral.objects.get(pk=result.referral_id)


RECEIVED = (receive_referral, {})
ACCEPTED = (accept_referral, {"first_contact_on": MONDAY.date()})
QUESTIONED = (question_referral, {})


@pytest.mark.parametrize(("acts", "days"), [((), 1), ((RECEIVED,), 1), ((RECEIVED, ACCEPTED), 3)])
def test_the_service_of_a_graver_item_is_awaited_sooner(acts, days):
    row = sent_then_regraded(2, *acts)

    assert row.due_at <= MONDAY + HOUR + timedelta(days=days)


def test_a_graver_item_gives_its_service_no_more_time():
    assert sent_then_regraded(2).due_at == MONDAY + timedelta(days=1)


def test_the_service_of_a_less_grave_item_has_more_time():
    row = sent_then_regraded(4, RECEIVED)

    assert row.due_at == MONDAY + HOUR + timedelta(days=7)  # five working days


def test_a_clock_that_a_question_stops_is_shorter_when_it_runs_again():
    row = sent_then_regraded(2, RECEIVED, QUESTIONED)

    assert row.state == ReferralState.QUESTIONED
    assert row.kept_due_at == MONDAY + HOUR + timedelta(days=1)


def test_a_beginner_s_report_is_read_before_triage_unless_it_is_urgent():
    calm = make.report(at=MONDAY, needs_review=True)
    grave = make.report(at=MONDAY, needs_review=True, items=urgent())

    assert report(report_id=calm.report_id).state is ReportState.TO_REVIEW
    assert report(report_id=grave.report_id).state is ReportState.WAITING
    assert queue(filters=Filters(), offset=0, size=9, at=MONDAY)[0].report_id == grave.report_id
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        take_report(actor=make.orienteur(), report_id=calm.report_id, at=MONDAY)


def test_a_reviewer_reads_sends_back_and_passes_never_her_own():
    caller, reviewer = make.actor(Role.CALLER), make.actor(Role.CALLER)
    opened = make.report(at=MONDAY, author=caller, needs_review=True)
    with pytest.raises(Refused, match=Refusal.OWN_WORK):
        pass_review(actor=caller, report_id=opened.report_id, at=MONDAY)

    send_back_from_review(
        actor=reviewer, report_id=opened.report_id, question="Depuis quand ?", at=MONDAY
    )
    answer_as_caller(actor=caller, report_id=opened.report_id, reply="Lundi", at=MONDAY + HOUR)
    assert report(report_id=opened.report_id).state is ReportState.TO_REVIEW
    pass_review(actor=reviewer, report_id=opened.report_id, at=MONDAY + 2 * HOUR)

    card = report(report_id=opened.report_id)
    assert (card.state, card.reply) == (ReportState.WAITING, "Lundi")


def test_a_review_that_nobody_does_stops_nobody_s_help():
    opened = make.report(at=MONDAY, needs_review=True)

    assert pass_unreviewed(actor=SYSTEM, at=MONDAY + 23 * HOUR) == 0
    assert pass_unreviewed(actor=SYSTEM, at=MONDAY + DAY) == 1

    assert report(report_id=opened.report_id).state is ReportState.WAITING
    take_report(actor=make.orienteur(), report_id=opened.report_id, at=MONDAY + DAY)


def test_what_was_passed_on_without_consent_is_read_by_neither_its_author_nor_its_sender():
    caller = make.actor(Role.CALLER)
    who, opened, _service, _sent = sent(
        author=caller, items=urgent(consent=Consent.VITAL, severity=1)
    )
    given = {"item_id": opened.item_ids[0], "verdict": Verdict.JUSTIFIED, "at": MONDAY}
    for actor in (caller, who):
        with pytest.raises(Refused, match=Refusal.OWN_WORK):
            review_vital_item(actor=actor, **given)
    assert vital_counts().to_review == 1

    review_vital_item(actor=make.orienteur(), **given)

    assert (vital_counts().passed_on, vital_counts().to_review) == (1, 0)
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        review_vital_item(actor=make.orienteur(), **given)


def helped():
    who = make.orienteur()
    opened = make.taken_report(at=MONDAY, by=who)
    close_item(actor=who, item_id=opened.item_ids[0], ending=Ending.ANSWERED_AT_ONCE, at=MONDAY)
    return who, opened, HelpCheck.objects.get()


def test_the_person_is_asked_three_weeks_later_and_a_no_opens_the_item_again():
    who, opened, row = helped()
    later = MONDAY + 21 * DAY
    assert checks_due(at=later - DAY) == ()
    assert [one.check_id for one in checks_due(at=later)] == [row.pk]
    take_check(actor=who, check_id=row.pk, at=later)

    answer_check(actor=who, check_id=row.pk, answer=CheckAnswer.NO, at=later)

    card = report(report_id=opened.report_id)
    assert (card.state, card.items[0].state) == (ReportState.WAITING, ItemState.OPEN)
    assert kinds(opened.report_id)[:2] == ["REOPENED", "CHECKED"]
    assert not Assignment.objects.filter(released_at=None).exists()


def test_one_orienteur_at_a_time_asks_her():
    who, _opened, row = helped()
    later = MONDAY + 21 * DAY
    take_check(actor=who, check_id=row.pk, at=later)
    other = make.orienteur()

    with pytest.raises(Refused, match=Refusal.HELD_BY_ANOTHER):
        take_check(actor=other, check_id=row.pk, at=later + HOUR / 4)
    take_check(actor=other, check_id=row.pk, at=later + HOUR / 2)


def test_after_three_calls_that_nobody_answers_that_is_the_result():
    who, _opened, row = helped()
    at = MONDAY + 21 * DAY
    for _ in range(3):
        answer_check(actor=who, check_id=row.pk, answer=CheckAnswer.NOBODY, at=at)
        at += DAY

    assert HelpCheck.objects.get().state == "UNREACHED"


def test_who_objects_is_asked_nothing_any_more():
    _who, opened, row = helped()
    person = report(report_id=opened.report_id).person

    withdraw_reports_of(actor=RESIDENT, person=person, at=MONDAY + DAY)

    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        answer_check(actor=RESIDENT, check_id=row.pk, answer=CheckAnswer.NO, at=MONDAY + 2 * DAY)


def test_the_person_takes_back_one_item_whoever_holds_the_report_and_its_service_is_to_forget():
    _who, opened, service, result = sent(items=(*urgent(), *urgent("soins", severity=3)))
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)
    person = report(report_id=opened.report_id).person
    with pytest.raises(Refused, match=Refusal.NOT_FOUND):
        withdraw_item(actor=RESIDENT, person=uuid.uuid4(), item_id=opened.item_ids[0], at=MONDAY)

    withdraw_item(actor=RESIDENT, person=person, item_id=opened.item_ids[0], at=MONDAY)

    states = [item.state for item in report(report_id=opened.report_id).items]
    assert sorted(states) == [ItemState.CLOSED, ItemState.OPEN]
    assert [one.referral_id for one in services_to_tell()] == [result.referral_id]
    assert not Assignment.objects.filter(origin_kind="REFERRAL", released_at=None).exists()


def test_a_clerk_notes_what_a_service_says_with_who_said_it_and_no_caller_does():
    _who, opened, service, result = sent(sent_by=SentBy.PAPER)
    coupon = Referral.objects.get().coupon
    assert referral_by_coupon(coupon=f" {coupon.lower()} ").referral_id == result.referral_id
    given = {"referral_id": result.referral_id, "reason": RefusalReason.OUTSIDE_AREA, "at": MONDAY}
    with pytest.raises(Refused, match=Refusal.NOT_YOURS):
        refuse_referral(actor=make.actor(Role.CALLER), **given)

    refuse_referral(actor=make.actor(Role.CLERK), heard_from="Mme Petit", **given)

    refused = next(
        one for one in trace_of_report(report_id=opened.report_id) if one.kind == "REFUSED"
    )
    assert refused.service_name == f"{service.name}, Mme Petit"
    with pytest.raises(Refused, match=Refusal.NOT_FOUND):
        referral_by_coupon(coupon=coupon)


def test_needs_without_answer_are_counted_by_theme_district_and_reason():
    who = make.orienteur()
    for _ in range(2):
        opened = make.taken_report(at=MONDAY, by=who)
        close_item(
            actor=who,
            item_id=opened.item_ids[0],
            ending=Ending.UNMET,
            unmet_reason=UnmetReason.NO_SERVICE,
            at=MONDAY,
        )

    found = unmet_counts()

    assert [(one.theme, one.district, one.reason, one.count) for one in found] == [
        ("courses_repas", "Q3", UnmetReason.NO_SERVICE, 2)
    ]


@pytest.mark.parametrize(
    ("attack", "error"),
    [
        ("UPDATE referral_step SET detail = ''", IntegrityError),
        ("DELETE FROM referral_step", IntegrityError),
        ("TRUNCATE referral_step", ProgrammingError),
        ("ALTER TABLE referral_step DISABLE TRIGGER ALL", ProgrammingError),
        ("DROP TRIGGER step_stays ON referral_step", ProgrammingError),
    ],
)
def test_the_trace_is_neither_changed_nor_taken_away_even_by_the_product(attack, error):
    make.report(at=MONDAY)

    with pytest.raises(error), connection.cursor() as cursor:
        cursor.execute(attack)


def test_a_second_look_is_not_changed():
    opened = make.report(at=MONDAY, items=urgent(consent=Consent.VITAL, severity=1))
    review_vital_item(
        actor=make.orienteur(),
        item_id=opened.item_ids[0],
        verdict=Verdict.UNJUSTIFIED,
        at=MONDAY,
    )

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE referral_vitalreview SET verdict = 'JUSTIFIED'")


def test_what_is_forgotten_is_found():
    opened = make.report(at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referral_item SET state = 'SENT'")

    number = report(report_id=opened.report_id).number
    assert forgotten(at=MONDAY) == ((number, "ITEM"),)
    assert Step.objects.count() == 1
