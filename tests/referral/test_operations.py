import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from tests import make

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.operations.asking import answer_as_caller, ask_caller
from entremise.referral.operations.endings import close_item, withdraw_report
from entremise.referral.operations.links import renew_link
from entremise.referral.operations.referrals import (
    accept_referral,
    answer_referral,
    question_referral,
    receive_referral,
    refuse_referral,
    reply_to_service,
    send_referral,
    take_back_referral,
)
from entremise.referral.operations.reports import (
    give_back_report,
    open_report,
    take_most_urgent,
    take_report,
)
from entremise.referral.operations.returns import (
    bring_back_forgotten,
    bring_back_silent,
    bring_back_unanswered,
)
from entremise.referral.queries.follow import services_to_tell
from entremise.referral.queries.queue import Filters, View, queue, queue_counts, reports_of_caller
from entremise.referral.queries.reports import (
    other_reports,
    referral,
    referral_by_link,
    report,
    trace_of_report,
)
from entremise.referral.vocabulary.referrals import (
    Answer,
    AnswerKind,
    ReferralState,
    RefusalReason,
    SentBy,
)
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    ItemState,
    NewItem,
    NewReport,
    Refusal,
    ReportState,
    UnmetReason,
)

MONDAY = datetime(2026, 7, 6, 12, 30, tzinfo=UTC)  # 14:30 in Paris
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def door_of(service) -> Actor:
    return Actor(
        user_id=service.door_id,
        organization_id=service.organization_id,
        roles=frozenset({Role.SERVICE}),
    )


def sent(orienteur, *, sent_by=SentBy.LINK, at=MONDAY, **given):
    opened, service = make.taken_report(at=at, by=orienteur, **given), make.service()
    result = send_referral(
        actor=orienteur,
        item_id=opened.item_ids[0],
        service_id=service.service_id,
        sent_by=sent_by,
        at=at,
    )
    return opened, service, result


def test_one_call_opens_one_report():
    caller, kit = make.actor(Role.CALLER), make.kit_version()
    new = NewReport(
        person=uuid.uuid4(),
        register_id=1,
        organization_id=caller.organization_id,
        origin=Origin("CALL", 77001),
        items=(NewItem("courses_repas", 3, Consent.YES),),
        kit_version_id=kit,
    )

    first = open_report(actor=caller, new=new, at=MONDAY)

    assert open_report(actor=caller, new=new, at=MONDAY + HOUR) == first


def test_an_urgent_report_is_due_in_two_open_hours_and_an_important_one_in_a_day():
    urgent = make.report(at=MONDAY, items=(NewItem("courses_repas", 2, Consent.YES),))
    evening = make.report(at=MONDAY + 4 * HOUR, items=(NewItem("courses_repas", 2, Consent.YES),))
    important = make.report(at=MONDAY)

    due = [report(report_id=one.report_id).due_at for one in (urgent, evening, important)]

    assert due[0] == MONDAY + 2 * HOUR
    assert due[1] == datetime(
        2026, 7, 7, 9, 0, tzinfo=UTC
    )  # half an hour is left on Monday, the rest on Tuesday from 9:30
    assert due[2] == MONDAY + timedelta(days=1)


def test_two_orienteurs_do_not_hold_one_report():
    first, second = make.orienteur(), make.orienteur()
    opened = make.taken_report(at=MONDAY, by=first)

    with pytest.raises(Refused, match=Refusal.HELD_BY_ANOTHER):
        take_report(actor=second, report_id=opened.report_id, at=MONDAY)


def test_holding_a_report_lets_see_its_person_and_giving_it_back_ends_that():
    orienteur = make.orienteur()
    opened = make.taken_report(at=MONDAY, by=orienteur)

    row = Assignment.objects.get()
    assert (row.user_id, row.origin_kind, row.released_at) == (orienteur.user_id, "REPORT", None)
    give_back_report(actor=orienteur, report_id=opened.report_id, at=MONDAY + HOUR)
    assert Assignment.objects.get().released_at == MONDAY + HOUR


def test_the_gravest_is_taken_first():
    orienteur = make.orienteur()
    make.report(at=MONDAY)
    grave = make.report(at=MONDAY + HOUR, items=(NewItem("x-chaleur", 1, Consent.VITAL),))

    assert (
        take_most_urgent(actor=orienteur, organization_id=None, at=MONDAY + HOUR) == grave.report_id
    )


def test_nothing_is_sent_that_the_person_refused_to_pass_on():
    orienteur = make.orienteur()

    with pytest.raises(Refused, match=Refusal.NO_CONSENT):
        sent(orienteur, items=(NewItem("courses_repas", 3, Consent.NO),))


def test_sent_received_accepted_and_answered_are_four_dated_facts():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    door = door_of(service)
    receive_referral(actor=door, referral_id=result.referral_id, at=MONDAY + HOUR)
    accept_referral(
        actor=door,
        referral_id=result.referral_id,
        first_contact_on=date(2026, 7, 8),
        at=MONDAY + 2 * HOUR,
    )

    answer_referral(
        actor=door,
        referral_id=result.referral_id,
        answer=Answer(AnswerKind.HELPED),
        at=MONDAY + 3 * HOUR,
    )

    card = referral(referral_id=result.referral_id)
    assert (card.sent_at, card.received_at, card.accepted_at, card.answered_at) == (
        MONDAY,
        MONDAY + HOUR,
        MONDAY + 2 * HOUR,
        MONDAY + 3 * HOUR,
    )
    assert report(report_id=opened.report_id).items[0].state is ItemState.ANSWERED


def test_only_a_human_closes_and_the_report_ends_with_its_last_item():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)
    answer_referral(
        actor=door_of(service),
        referral_id=result.referral_id,
        answer=Answer(AnswerKind.HELPED),
        at=MONDAY,
    )
    assert report(report_id=opened.report_id).state is ReportState.HELD

    close_item(
        actor=orienteur, item_id=opened.item_ids[0], ending=Ending.ORIENTED, at=MONDAY + HOUR
    )

    card = report(report_id=opened.report_id)
    assert (card.state, card.closed_at) == (ReportState.CLOSED, MONDAY + HOUR)
    assert [step.kind for step in trace_of_report(report_id=opened.report_id)] == [
        "CLOSED",
        "ITEM_ENDED",
        "ANSWERED",
        "RECEIVED",
        "SENT",
        "TAKEN",
        "OPENED",
    ]


def test_a_refused_item_is_to_place_again_without_that_service():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    give_back_report(actor=orienteur, report_id=opened.report_id, at=MONDAY)
    assert report(report_id=opened.report_id).state is ReportState.FOLLOWED

    refuse_referral(
        actor=door_of(service),
        referral_id=result.referral_id,
        reason=RefusalReason.OUTSIDE_AREA,
        at=MONDAY + HOUR,
    )

    assert report(report_id=opened.report_id).state is ReportState.WAITING
    assert [
        row.report_id for row in queue(filters=Filters(View.RETURNED), offset=0, size=9, at=MONDAY)
    ] == [opened.report_id]
    take_report(actor=orienteur, report_id=opened.report_id, at=MONDAY + HOUR)
    with pytest.raises(Refused, match=Refusal.SERVICE_EXCLUDED):
        send_referral(
            actor=orienteur,
            item_id=opened.item_ids[0],
            service_id=service.service_id,
            sent_by=SentBy.PHONE,
            at=MONDAY + HOUR,
        )


def test_a_question_stops_the_clock_of_the_service():
    orienteur = make.orienteur()
    _opened, service, result = sent(orienteur)
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)
    before = referral(referral_id=result.referral_id).due_at
    question_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY + HOUR)

    reply_to_service(actor=orienteur, referral_id=result.referral_id, at=MONDAY + 6 * HOUR)

    assert referral(referral_id=result.referral_id).due_at == before + 5 * HOUR


def test_a_silent_service_comes_back_to_the_orienteurs_and_may_still_answer():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    give_back_report(actor=orienteur, report_id=opened.report_id, at=MONDAY)
    assert bring_back_silent(actor=orienteur, at=MONDAY + 23 * HOUR) == ()

    assert len(bring_back_silent(actor=orienteur, at=MONDAY + 24 * HOUR)) == 1

    assert queue_counts(at=MONDAY).returned == 1
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY + 25 * HOUR)
    assert referral(referral_id=result.referral_id).state is ReferralState.RECEIVED


def test_another_service_does_not_act_on_a_referral():
    _opened, _service, result = sent(make.orienteur())

    with pytest.raises(Refused, match=Refusal.NOT_YOURS):
        receive_referral(actor=door_of(make.service()), referral_id=result.referral_id, at=MONDAY)


def test_a_link_opens_its_referral_until_it_is_refused_or_too_old():
    _opened, service, result = sent(make.orienteur())

    assert referral_by_link(secret=result.secret, at=MONDAY).referral_id == result.referral_id
    with pytest.raises(Refused, match=Refusal.LINK_OVER):
        referral_by_link(secret=result.secret, at=MONDAY + timedelta(days=45))
    refuse_referral(
        actor=door_of(service),
        referral_id=result.referral_id,
        reason=RefusalReason.NO_CAPACITY,
        at=MONDAY,
    )
    with pytest.raises(Refused, match=Refusal.LINK_OVER):
        referral_by_link(secret=result.secret, at=MONDAY)


def test_an_unmet_need_has_its_reason():
    orienteur = make.orienteur()
    opened = make.taken_report(at=MONDAY, by=orienteur)

    with pytest.raises(Refused, match=Refusal.REASON_MISSING):
        close_item(actor=orienteur, item_id=opened.item_ids[0], ending=Ending.UNMET, at=MONDAY)
    close_item(
        actor=orienteur,
        item_id=opened.item_ids[0],
        ending=Ending.UNMET,
        unmet_reason=UnmetReason.NO_CAPACITY,
        at=MONDAY,
    )

    assert queue_counts(at=MONDAY).unmet == 1


def test_the_caller_answers_one_question_and_learns_what_became_of_her_report():
    orienteur, caller = make.orienteur(), make.actor(Role.CALLER)
    opened = make.taken_report(at=MONDAY, by=orienteur, author=caller)
    ask_caller(actor=orienteur, report_id=opened.report_id, question="Depuis quand ?", at=MONDAY)
    assert reports_of_caller(user_id=caller.user_id, at=MONDAY)[0].question == "Depuis quand ?"

    answer_as_caller(
        actor=caller, report_id=opened.report_id, reply="Depuis dimanche", at=MONDAY + HOUR
    )

    take_report(actor=orienteur, report_id=opened.report_id, at=MONDAY + HOUR)
    close_item(
        actor=orienteur,
        item_id=opened.item_ids[0],
        ending=Ending.ANSWERED_AT_ONCE,
        at=MONDAY + HOUR,
    )
    told = reports_of_caller(user_id=caller.user_id, at=MONDAY + HOUR)[0]
    assert (told.state, told.endings, told.question) == (
        ReportState.CLOSED,
        (Ending.ANSWERED_AT_ONCE,),
        "",
    )


def test_a_person_who_takes_her_word_back_ends_everything():
    orienteur = make.orienteur()
    opened, _service, result = sent(orienteur)

    withdraw_report(actor=orienteur, report_id=opened.report_id, at=MONDAY + HOUR)

    assert referral(referral_id=result.referral_id).state is ReferralState.WITHDRAWN
    assert report(report_id=opened.report_id).state is ReportState.CLOSED


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_the_same_number_of_statements(count, django_assert_num_queries):
    for _ in range(count):
        make.report(at=MONDAY)

    with django_assert_num_queries(2):
        rows = queue(filters=Filters(), offset=0, size=25, at=MONDAY)

    assert len(rows) == count


def test_a_silent_service_is_told_of_once_a_day_and_waits_with_a_new_date():
    orienteur = make.orienteur()
    opened, _service, _result = sent(orienteur)
    give_back_report(actor=orienteur, report_id=opened.report_id, at=MONDAY)
    late = MONDAY + 24 * HOUR
    bring_back_silent(actor=orienteur, at=late)

    card = report(report_id=opened.report_id)
    assert (card.state, card.due_at) == (ReportState.WAITING, late + timedelta(days=1))
    take_report(actor=orienteur, report_id=opened.report_id, at=late)
    give_back_report(actor=orienteur, report_id=opened.report_id, at=late)
    assert bring_back_silent(actor=orienteur, at=late + HOUR) == ()
    assert len(bring_back_silent(actor=orienteur, at=late + 25 * HOUR)) == 1


def test_a_service_that_asked_is_not_called_silent_and_its_question_waits_for_an_orienteur():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)
    question_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)

    give_back_report(actor=orienteur, report_id=opened.report_id, at=MONDAY + HOUR)

    assert report(report_id=opened.report_id).state is ReportState.WAITING
    assert bring_back_silent(actor=orienteur, at=MONDAY + timedelta(days=9)) == ()


def test_a_report_held_for_twelve_hours_is_free_for_a_colleague():
    first, second = make.orienteur(), make.orienteur()
    opened = make.taken_report(at=MONDAY, by=first)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        give_back_report(actor=first, report_id=opened.report_id, at=MONDAY + 12 * HOUR)
    take_report(actor=second, report_id=opened.report_id, at=MONDAY + 12 * HOUR)

    assert report(report_id=opened.report_id).held_by == second.user_id


def test_a_forgotten_report_waits_again_and_its_holder_sees_nobody():
    orienteur = make.orienteur()
    opened = make.taken_report(at=MONDAY, by=orienteur)
    assert bring_back_forgotten(actor=orienteur, at=MONDAY + 11 * HOUR) == 0

    assert bring_back_forgotten(actor=orienteur, at=MONDAY + 12 * HOUR) == 1

    assert report(report_id=opened.report_id).state is ReportState.WAITING
    assert not Assignment.objects.filter(released_at=None).exists()


def test_a_caller_who_says_nothing_for_a_day_stops_nobody():
    orienteur, caller = make.orienteur(), make.actor(Role.CALLER)
    opened = make.taken_report(at=MONDAY, by=orienteur, author=caller)
    ask_caller(actor=orienteur, report_id=opened.report_id, question="Depuis quand ?", at=MONDAY)
    assert bring_back_unanswered(actor=orienteur, at=MONDAY + 23 * HOUR) == 0

    assert bring_back_unanswered(actor=orienteur, at=MONDAY + 24 * HOUR) == 1

    assert report(report_id=opened.report_id).state is ReportState.WAITING


def test_only_who_holds_the_report_makes_a_link_that_shows_its_person():
    _opened, _service, result = sent(make.orienteur())

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        renew_link(actor=make.orienteur(), referral_id=result.referral_id, at=MONDAY)


def test_a_renewed_link_lets_the_service_see_as_long_as_it_lasts():
    orienteur = make.orienteur()
    opened, _service, result = sent(orienteur)
    later = MONDAY + timedelta(days=30)
    take_report(actor=orienteur, report_id=opened.report_id, at=later)

    renew_link(actor=orienteur, referral_id=result.referral_id, at=later)

    door = Assignment.objects.filter(origin_kind="REFERRAL", origin_id=result.referral_id)
    assert {row.until for row in door} == {later + timedelta(days=45)}


def test_an_item_is_taken_back_from_a_service_which_is_told_to_forget():
    orienteur = make.orienteur()
    opened, _service, result = sent(orienteur)

    take_back_referral(actor=orienteur, referral_id=result.referral_id, at=MONDAY + HOUR)

    assert report(report_id=opened.report_id).items[0].state is ItemState.OPEN
    assert not Assignment.objects.filter(origin_kind="REFERRAL", released_at=None).exists()
    with pytest.raises(Refused, match=Refusal.TAKEN_BACK):
        referral_by_link(secret=result.secret, at=MONDAY + HOUR)


def test_the_person_takes_back_one_item_that_a_service_has():
    orienteur = make.orienteur()
    opened, _service, result = sent(orienteur)

    close_item(actor=orienteur, item_id=opened.item_ids[0], ending=Ending.WITHDRAWN, at=MONDAY)

    assert referral(referral_id=result.referral_id).state is ReferralState.WITHDRAWN
    with pytest.raises(Refused, match=Refusal.TAKEN_BACK):
        referral_by_link(secret=result.secret, at=MONDAY)


def to_forget():
    return [one.referral_id for one in services_to_tell()]


def test_a_service_that_has_a_letter_is_told_to_forget_though_it_said_nothing():
    orienteur = make.orienteur()
    _opened, _service, result = sent(orienteur, sent_by=SentBy.PAPER)

    take_back_referral(actor=orienteur, referral_id=result.referral_id, at=MONDAY + HOUR)

    assert to_forget() == [result.referral_id]


def test_a_letter_is_still_out_when_a_link_was_made_after_it():
    orienteur = make.orienteur()
    _opened, _service, result = sent(orienteur, sent_by=SentBy.PAPER)
    renew_link(actor=orienteur, referral_id=result.referral_id, at=MONDAY)

    take_back_referral(actor=orienteur, referral_id=result.referral_id, at=MONDAY + HOUR)

    assert to_forget() == [result.referral_id]


@pytest.mark.parametrize("sent_by", [SentBy.LINK, SentBy.PHONE])
def test_a_link_not_opened_or_a_call_not_made_leaves_nothing_to_forget(sent_by):
    orienteur = make.orienteur()
    _opened, _service, result = sent(orienteur, sent_by=sent_by)

    take_back_referral(actor=orienteur, referral_id=result.referral_id, at=MONDAY + HOUR)

    assert to_forget() == []


def test_a_service_that_has_answered_is_told_to_forget_when_the_person_takes_it_back():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    door, referral_id = door_of(service), result.referral_id
    receive_referral(actor=door, referral_id=referral_id, at=MONDAY)
    answer = Answer(AnswerKind.IN_PROGRESS, MONDAY.date() + timedelta(days=30))
    answer_referral(actor=door, referral_id=referral_id, answer=answer, at=MONDAY)

    close_item(actor=orienteur, item_id=opened.item_ids[0], ending=Ending.WITHDRAWN, at=MONDAY)

    assert to_forget() == [referral_id]
    assert referral(referral_id=referral_id).state is ReferralState.ANSWERED


def test_a_link_is_over_once_a_human_has_ended_the_item():
    orienteur = make.orienteur()
    opened, service, result = sent(orienteur)
    receive_referral(actor=door_of(service), referral_id=result.referral_id, at=MONDAY)
    answer_referral(
        actor=door_of(service),
        referral_id=result.referral_id,
        answer=Answer(AnswerKind.HELPED),
        at=MONDAY,
    )
    assert referral_by_link(secret=result.secret, at=MONDAY).state is ReferralState.ANSWERED

    close_item(actor=orienteur, item_id=opened.item_ids[0], ending=Ending.ORIENTED, at=MONDAY)

    with pytest.raises(Refused, match=Refusal.LINK_OVER):
        referral_by_link(secret=result.secret, at=MONDAY)


def test_the_other_reports_of_a_person_are_shown_so_that_a_double_is_seen():
    person = uuid.uuid4()
    first = make.report(at=MONDAY, person=person)
    second = make.report(at=MONDAY + HOUR, person=person)
    make.report(at=MONDAY)

    found = other_reports(person=person, report_id=second.report_id)

    assert [one.report_id for one in found] == [first.report_id]


def test_a_national_day_stops_the_clocks():
    eve = datetime(2026, 7, 13, 12, 30, tzinfo=UTC) + 4 * HOUR  # half an hour of it is left
    urgent = make.report(at=eve, items=(NewItem("courses_repas", 2, Consent.YES),))

    assert report(report_id=urgent.report_id).due_at == datetime(2026, 7, 15, 9, tzinfo=UTC)
