"""Calls on paper, from the bundle to the last sheet, with people who can really be opened."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ask import ask, ask_page
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import ObjectionScope, Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.object_everywhere import object_during_call
from entremise.journeys.read_bundle import read_bundle
from entremise.journeys.report_difficulty import Difficulty
from entremise.journeys.sealed_envelope import open_envelope, seal_envelope
from entremise.journeys.type_sheet import Entry, Step, type_sheet
from entremise.kernel.errors import Refused
from entremise.outreach.models import Alarm, Attempt, Call, Caller, Sheet, Task
from entremise.outreach.operations.bundles import (
    close_incident,
    destroy_bundle,
    draw_bundle,
    find_sheet,
    hand_bundle_over,
    take_bundle_back,
)
from entremise.outreach.operations.calls import claim_next_call
from entremise.outreach.operations.campaigns import close_campaign
from entremise.outreach.operations.closing import close_call
from entremise.outreach.queries.paper import bundle, lost_sheets
from entremise.outreach.vocabulary.calls import CallState, Closing, Outcome, TaskKind
from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.outreach.vocabulary.paper import BundleKind, NewBundle, Refusal, SheetState
from entremise.people.vault import trace_of
from entremise.people.vocabulary import Name
from entremise.people.vocabulary import Sheet as PersonSheet
from entremise.referral.models import Report
from entremise.referral.queries.reports import trace_of_report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent
from entremise.web.triage.words import detail_words

pytestmark = pytest.mark.django_db
TWELVE = tuple(
    PersonSheet(name=Name(last=f"Nom{number}", first="Rose"), phones=(f"+331990055{number:02}",))
    for number in range(12)
)


@pytest.fixture
def room():
    return make.room(*TWELVE[:3])


def lead_of(room):
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=room.campaign.organization)


def typist_of(room):
    actor = make.caller(room.campaign, is_on_shift=False)
    make.let_read(actor, room.campaign)
    return actor


def drawn(room, lead, size=12, caller=None):
    now = localtime(commons.now())
    new = NewBundle(
        campaign_id=room.campaign.pk,
        caller_id=(caller or room.caller).user_id,
        on=now.date(),
        is_afternoon=True,
        size=size,
    )
    return draw_bundle(actor=lead, new=new, at=commons.now())


def codes(lead, bundle_id):
    return [one.code for one in bundle(actor=lead, bundle_id=bundle_id).sheets]


def entry(outcome=Outcome.SPOKEN_WELL, *items, has_notice=True, scope=None, **written):
    closing = None if outcome is None else Closing(outcome=outcome)
    return Entry(commons.now(), closing, has_notice, scope, items, written)


def difficulty(severity=3, said="n'a plus de pain depuis lundi", consent=Consent.YES):
    return Difficulty("courses_repas", severity, consent, ItemFacts(said=said))


def typed(who, code, what, is_confirmed=False):
    return type_sheet(actor=who, code=code, entry=what, is_confirmed=is_confirmed, at=commons.now())


def call_of(code_position, bundle_id):
    return Call.objects.get(
        pk=Sheet.objects.get(bundle_id=bundle_id, position=code_position).call_id
    )


def test_a_campaign_stays_open_while_a_sheet_is_still_to_be_typed(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead, size=2)
    first, second = codes(lead, bundle_id)
    typed(typist, first, entry())
    given = {"actor": lead, "campaign_id": room.campaign.pk, "at": commons.now()}
    with pytest.raises(Refused, match=Refusal.SHEETS_NOT_TYPED):
        close_campaign(**given)

    typed(typist, second, entry())
    close_campaign(**given)

    assert not Call.objects.filter(campaign=room.campaign, ended_at=None).exists()


def test_who_is_on_paper_is_given_to_nobody_until_the_next_day(room):
    lead = lead_of(room)
    bundle_id = drawn(room, lead)

    with pytest.raises(Refused, match=CallRefusal.NO_CALL_LEFT):
        claim_next_call(actor=room.caller, campaign_id=room.campaign.pk, at=commons.now())
    tomorrow = bundle(actor=lead, bundle_id=bundle_id).held_until
    Caller.objects.filter(user_id=room.caller.user_id).update(retries_count=0)
    make.booking(
        make.shift(room.campaign, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=3)),
        room.caller,
    )
    taken = claim_next_call(
        actor=room.caller, campaign_id=room.campaign.pk, at=tomorrow + timedelta(minutes=1)
    )

    assert Call.objects.get(pk=taken.call_id).is_maybe_called


def test_each_sheet_is_a_reading_in_the_trace_of_its_person(room):
    lead, person = lead_of(room), room.people[0]
    bundle_id = drawn(room, lead)

    _, sheets = read_bundle(actor=lead, bundle_id=bundle_id, at=commons.now())

    assert {card.name.last for _, card in sheets} == {"Nom0", "Nom1", "Nom2"}
    lines = trace(room, person)
    printed = [one for one in lines if one.role is Role.CAMPAIGN_LEAD and not one.is_refused]
    assert [one.purpose for one in printed] == [Purpose.ALERT_CALL] * len(printed)
    assert printed
    assert FieldGroup.PHONE in printed[0].groups


def trace(room, person):
    """What she finds of the last hour, as her rights show it."""
    dpo = people.dpo_who_found(person)
    source = room.campaign.sources[0]
    return trace_of(
        actor=dpo,
        grant_id=people.grant_of(dpo, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, source),
        person=person,
        since=commons.now() - timedelta(hours=1),
        until=commons.now() + timedelta(hours=1),
        at=commons.now(),
    )


def test_a_bundle_is_printed_within_a_quarter_of_an_hour_by_who_drew_it(room):
    lead, other = lead_of(room), lead_of(room)
    bundle_id = drawn(room, lead)

    with pytest.raises(Refused, match=Refusal.TOO_LATE_TO_PRINT):
        read_bundle(actor=other, bundle_id=bundle_id, at=commons.now())
    with pytest.raises(Refused, match=Refusal.TOO_LATE_TO_PRINT):
        read_bundle(actor=lead, bundle_id=bundle_id, at=commons.now() + timedelta(minutes=15))


def test_a_caller_of_level_three_prints_nothing(room):
    caller = make.caller(room.campaign, level=3)
    referent = make.caller(room.campaign, level=4)

    with pytest.raises(Refused, match=CallRefusal.NOT_YOUR_CAMPAIGN):
        drawn(room, caller)
    assert drawn(room, referent)


def test_a_caller_has_one_bundle_at_a_time_and_none_while_she_holds_a_call(room):
    lead = lead_of(room)
    drawn(room, lead, size=1)

    with pytest.raises(Refused, match=Refusal.BUNDLE_OUT):
        drawn(room, lead)
    other = make.caller(room.campaign, seat=make.now_shift(room.campaign))
    make.held(other, room.campaign, commons.now())
    with pytest.raises(Refused, match=Refusal.HOLDS_A_CALL):
        drawn(room, lead, caller=other)


def test_the_outcome_bears_the_name_of_the_caller_and_the_typist_is_noted(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead)
    first, second, third = codes(lead, bundle_id)

    typed(typist, first, entry(Outcome.SPOKEN_WELL))
    typed(typist, second.lower(), entry(Outcome.NO_ANSWER, has_notice=False))
    typed(typist, third, entry(None))

    sheets = bundle(actor=lead, bundle_id=bundle_id).sheets
    assert [(one.state, one.typed_by) for one in sheets] == [(SheetState.TYPED, typist.user_id)] * 3
    attempts = Attempt.objects.order_by("pk").values_list("user_id", "outcome")
    assert list(attempts) == [
        (room.caller.user_id, Outcome.SPOKEN_WELL),
        (room.caller.user_id, Outcome.NO_ANSWER),
        (room.caller.user_id, ""),
    ]
    states = [call_of(n, bundle_id).state for n in (1, 2, 3)]
    assert states == [CallState.DONE, CallState.WAITING, CallState.READY]
    assert not call_of(3, bundle_id).is_maybe_called


def test_nobody_types_her_own_sheet(room):
    lead = lead_of(room)
    code = codes(lead, drawn(room, lead))[0]

    with pytest.raises(Refused, match=Refusal.OWN_SHEET):
        typed(room.caller, code, entry())


def test_nobody_types_a_sheet_of_another_campaign_nor_a_mistyped_code(room):
    lead = lead_of(room)
    code = codes(lead, drawn(room, lead))[0]
    stranger = make.caller(make.campaign())

    for who, text in ((stranger, code), (typist_of(room), "ZZZ-10"), (typist_of(room), "")):
        with pytest.raises(Refused, match=Refusal.NO_SHEET):
            typed(who, text, entry())


def test_a_sheet_without_its_notice_keeps_no_talk(room):
    lead = lead_of(room)
    code = codes(lead, drawn(room, lead))[0]

    with pytest.raises(Refused, match=CallRefusal.NOTICE_NOT_GIVEN):
        typed(typist_of(room), code, entry(Outcome.SPOKEN_WELL, has_notice=False))


def test_a_late_sheet_never_overwrites_a_later_call(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead, size=1)
    code = codes(lead, bundle_id)[0]
    call = call_of(1, bundle_id)
    other = make.caller(room.campaign, seat=make.now_shift(room.campaign))
    Call.objects.filter(pk=call.pk).update(state=CallState.READY, due_at=None, rank=99)
    taken = make.told(other, room.campaign, commons.now())
    close_call(
        actor=other,
        call_id=taken.call_id,
        token=taken.token,
        closing=Closing(Outcome.SPOKEN_WELL),
        at=commons.now(),
    )

    done = typed(typist, code, entry(Outcome.SPOKEN_DIFFICULTY, difficulty(3)))

    call.refresh_from_db()
    assert (done.step, call.state) == (Step.LATE, CallState.DONE)
    assert [one.outcome for one in Attempt.objects.filter(call=call).order_by("token")] == [
        "",
        Outcome.SPOKEN_WELL,
    ]
    assert Attempt.objects.get(call=call, token=1).late_outcome == Outcome.SPOKEN_DIFFICULTY
    assert Report.objects.get().author_id == room.caller.user_id  # what she told is not lost


def test_a_death_on_a_late_sheet_is_for_the_steward_to_confirm(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead, size=1)
    call = call_of(1, bundle_id)
    other = make.caller(room.campaign, seat=make.now_shift(room.campaign))
    Call.objects.filter(pk=call.pk).update(state=CallState.READY, due_at=None, rank=99)
    taken = make.shown(other, room.campaign, commons.now())
    close_call(
        actor=other,
        call_id=taken.call_id,
        token=taken.token,
        closing=Closing(Outcome.NO_ANSWER),
        at=commons.now(),
    )

    done = typed(typist, codes(lead, bundle_id)[0], entry(Outcome.DECEASED))

    call.refresh_from_db()
    assert (done.step, call.stop_reason) == (Step.LATE, "DEATH")
    assert Task.objects.get().kind == TaskKind.DEATH


def test_a_death_on_paper_is_said_to_the_steward_once(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead, size=1)

    typed(typist, codes(lead, bundle_id)[0], entry(Outcome.DECEASED))

    assert Task.objects.get().kind == TaskKind.DEATH


def test_a_difficulty_on_paper_is_a_report_of_the_caller(room):
    lead, typist = lead_of(room), typist_of(room)
    code = codes(lead, drawn(room, lead))[0]

    done = typed(typist, code, entry(Outcome.SPOKEN_DIFFICULTY, difficulty(3)))

    report = Report.objects.get()
    assert (report.number, report.author_id) == (done.report_number, room.caller.user_id)
    assert report.items.get().severity == 3


def test_a_grave_sheet_is_typed_by_two_hands_and_their_differences_are_shown(room):
    lead, first, second = lead_of(room), typist_of(room), typist_of(room)
    bundle_id = drawn(room, lead)
    code = codes(lead, bundle_id)[0]
    grave = difficulty(2, "plus d'insuline")

    once = typed(first, code, entry(Outcome.SPOKEN_DIFFICULTY, grave, said="plus d'insuline"))
    assert (once.step, Report.objects.count()) == (Step.ONCE, 0)
    with pytest.raises(Refused, match=Refusal.OWN_SHEET):
        typed(first, code, entry(Outcome.SPOKEN_DIFFICULTY, grave, said="plus d'insuline"))

    read = entry(
        Outcome.SPOKEN_DIFFICULTY,
        difficulty(2, "plus d'insuline lente"),
        said="plus d'insuline lente",
    )
    shown = typed(second, code, read)
    assert shown.differences == {"said": ("plus d'insuline", "plus d'insuline lente")}
    done = typed(second, code, read, is_confirmed=True)

    assert done.step is Step.DONE
    sheet = bundle(actor=lead, bundle_id=bundle_id).sheets[0]
    assert (sheet.first_typed_by, sheet.typed_by, sheet.differences_count) == (
        first.user_id,
        second.user_id,
        1,
    )
    assert not Alarm.objects.exists()


def test_a_danger_rings_at_the_first_hand(room):
    lead, typist = lead_of(room), typist_of(room)
    code = codes(lead, drawn(room, lead))[0]

    typed(typist, code, entry(Outcome.SPOKEN_DIFFICULTY, difficulty(1, "est tombée")))

    assert Alarm.objects.get().campaign_id == room.campaign.pk


def test_after_an_hour_without_a_second_typist_the_first_checks_herself(room):
    lead, typist = lead_of(room), typist_of(room)
    code = codes(lead, drawn(room, lead))[0]
    what = entry(Outcome.SPOKEN_DIFFICULTY, difficulty(2), said="a")
    typed(typist, code, what)
    Sheet.objects.filter(position=1).update(first_typed_at=commons.now() - timedelta(minutes=61))

    assert typed(typist, code, what).step is Step.DONE


def test_a_refusal_on_paper_acts_on_everything_it_reaches(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead)
    code = codes(lead, bundle_id)[0]

    typed(typist, code, entry(Outcome.OBJECTION, scope=ObjectionScope.ALL))

    assert call_of(1, bundle_id).state == CallState.STOPPED


def test_who_refused_meanwhile_leaves_no_word_by_paper(room):
    lead, typist = lead_of(room), typist_of(room)
    other = make.caller(room.campaign, seat=make.now_shift(room.campaign))
    bundle_id = drawn(room, lead, size=1)
    code = codes(lead, bundle_id)[0]
    Call.objects.filter(pk=call_of(1, bundle_id).pk).update(
        state=CallState.READY, due_at=None, rank=99
    )
    taken = make.shown(other, room.campaign, commons.now())
    object_during_call(
        actor=other,
        call_id=taken.call_id,
        token=taken.token,
        scope=ObjectionScope.PURPOSE,
        at=commons.now(),
    )

    done = typed(typist, code, entry(Outcome.SPOKEN_DIFFICULTY, difficulty(3)))

    assert (done.step, Report.objects.count()) == (Step.LATE, 0)


def test_a_sheet_that_is_not_back_is_an_incident_with_a_clock_and_an_owner(room):
    lead = lead_of(room)
    bundle_id = drawn(room, lead)
    hand_bundle_over(actor=lead, bundle_id=bundle_id, at=commons.now())

    missing = take_bundle_back(actor=lead, bundle_id=bundle_id, positions=[1, 2], at=commons.now())

    lost = lost_sheets(at=commons.now(), campaign_id=room.campaign.pk)
    assert (missing, [one.lead_id for one in lost]) == ((3,), [room.campaign.lead_id])
    assert lost[0].told_by - lost[0].known_at == timedelta(hours=72)
    with pytest.raises(Refused, match=Refusal.SHEETS_NOT_TYPED):
        destroy_bundle(actor=lead, bundle_id=bundle_id, at=commons.now())
    close_incident(
        actor=lead,
        sheet_id=lost[0].sheet_id,
        note="Perdue dans le bus, personne avertie.",
        at=commons.now(),
    )
    assert lost_sheets(at=commons.now(), campaign_id=room.campaign.pk) == ()


def test_a_bundle_never_returned_is_lost_when_its_people_come_back(room):
    lead = lead_of(room)
    bundle_id = drawn(room, lead)
    back_at = bundle(actor=lead, bundle_id=bundle_id).held_until

    assert lost_sheets(at=commons.now()) == ()
    lost = lost_sheets(at=back_at)
    assert {one.known_at for one in lost} == {back_at}
    find_sheet(actor=lead, sheet_id=lost[0].sheet_id, at=back_at)
    assert len(lost_sheets(at=back_at)) == 2


def test_a_bundle_is_destroyed_once_typed(room):
    lead, typist = lead_of(room), typist_of(room)
    bundle_id = drawn(room, lead)
    take_bundle_back(actor=lead, bundle_id=bundle_id, positions=[1, 2, 3], at=commons.now())
    for code in codes(lead, bundle_id):
        typed(typist, code, entry())

    destroy_bundle(actor=lead, bundle_id=bundle_id, at=commons.now())

    held = bundle(actor=lead, bundle_id=bundle_id)
    assert (held.destroyed_by, held.destroyed_at is not None) == (lead.user_id, True)


def grave(room):
    """Somebody of the campaign with an open report of severity 2."""
    lead, first, second = lead_of(room), typist_of(room), typist_of(room)
    bundle_id = drawn(room, lead, size=1)
    code = codes(lead, bundle_id)[0]
    what = entry(Outcome.SPOKEN_DIFFICULTY, difficulty(2), said="a")
    typed(first, code, what)
    typed(second, code, what)
    return lead


def test_the_envelope_of_the_evening_holds_people_in_danger_with_their_address():
    room = make.room()
    lead = grave(room)

    bundle_id = seal_envelope(actor=lead, campaign_id=room.campaign.pk, at=commons.now())

    held, ((_, card),) = read_bundle(actor=lead, bundle_id=bundle_id, at=commons.now())
    assert (held.kind, card.address.line) == (BundleKind.SEALED, "4 rue de la Butte")
    assert card.third_parties
    with pytest.raises(Refused, match=Refusal.NOBODY_IN_DANGER):  # in an envelope of today
        seal_envelope(actor=lead, campaign_id=room.campaign.pk, at=commons.now())


def test_opening_the_envelope_says_why_and_is_a_reading_of_each_person():
    room = make.room()
    lead = grave(room)
    bundle_id = seal_envelope(actor=lead, campaign_id=room.campaign.pk, at=commons.now())
    before = vital_readings(room)

    open_envelope(actor=lead, bundle_id=bundle_id, reason="Panne de courant", at=commons.now())

    held = bundle(actor=lead, bundle_id=bundle_id)
    assert (held.opening_reason, held.opened_by) == ("Panne de courant", lead.user_id)
    assert vital_readings(room) > before
    with pytest.raises(Refused, match=Refusal.WRONG_STEP):
        open_envelope(actor=lead, bundle_id=bundle_id, reason="Encore", at=commons.now())


def vital_readings(room):
    return len(
        [one for one in trace(room, room.people[0]) if one.purpose is Purpose.VITAL_INTEREST]
    )


def test_no_envelope_without_danger():
    room = make.room()

    with pytest.raises(Refused, match=Refusal.NOBODY_IN_DANGER):
        seal_envelope(actor=lead_of(room), campaign_id=room.campaign.pk, at=commons.now())


def test_a_grant_for_paper_opens_nobody_who_was_not_drawn(room):
    lead = lead_of(room)
    drawn(room, lead, size=1)
    undrawn = Call.objects.get(campaign=room.campaign, person__in=room.people[1:2]).person
    assert not Sheet.objects.filter(person=undrawn).exists()
    grants = live_grants_of(
        actor=lead,
        purpose=Purpose.ALERT_CALL,
        reaches=(Reach.PAPER,),
        at=commons.now(),
    )
    assert grants

    for grant in grants:
        with pytest.raises(Refused, match=access.Refusal.NOT_AVAILABLE):
            ask_page(
                actor=lead,
                grant_id=grant.grant_id,
                people=(undrawn,),
                groups=(FieldGroup.PHONE,),
                at=commons.now(),
            )
    with pytest.raises(Refused, match=access.Refusal.NOT_AVAILABLE):
        ask(
            actor=lead,
            grant_ids=[grant.grant_id for grant in grants],
            person=undrawn,
            groups=(FieldGroup.PHONE,),
            at=commons.now(),
        )


def test_the_trace_of_a_report_says_that_it_was_typed_from_paper(room):
    lead, typist = lead_of(room), typist_of(room)
    (code, *_rest) = codes(lead, drawn(room, lead))

    typed(typist, code, entry(Outcome.SPOKEN_DIFFICULTY, difficulty()))

    (opened, *_more) = trace_of_report(report_id=Report.objects.get().pk)
    assert opened.detail == "CALL PAPER"
    assert detail_words(opened.kind, opened.detail) == (
        "après un appel, saisi depuis une feuille de papier"
    )
