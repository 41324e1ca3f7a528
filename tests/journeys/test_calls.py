"""Stories of calls across areas, with people who can really be opened."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Assignment, Objection
from entremise.commons.operations.ask import ask
from entremise.commons.operations.objections import withdraw_objection
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import ObjectionScope
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.journeys.build_call_list import build_call_list
from entremise.journeys.close_call import close_call
from entremise.journeys.held_card import TALKING, held_card
from entremise.journeys.object_everywhere import object_during_call
from entremise.journeys.raise_alarm import danger_card, raise_danger
from entremise.journeys.record_death import record_death
from entremise.journeys.report_card import report_card
from entremise.journeys.report_difficulty import Difficulty, report_difficulty
from entremise.journeys.save_step import draft_of, save_step
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Task
from entremise.outreach.operations.alarms import close_alarm
from entremise.outreach.operations.calls import show_number
from entremise.outreach.queries.alarms import alarms_for
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import CallState, Closing, Outcome, Refusal
from entremise.outreach.vocabulary.thread import SavedStep
from entremise.people.vault import open_card
from entremise.people.vocabulary import Contact, Situation, ThirdParty
from entremise.referral.models import Item, Report
from entremise.referral.vocabulary.facts import Facts, ItemFacts
from entremise.referral.vocabulary.reports import Consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make.room()


def shown(room):
    return make.shown(room.caller, room.campaign, commons.now())


def saved(room, taken, step, answer="", note=None):
    return save_step(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        saved=SavedStep(step, answer, note),
        at=commons.now(),
    )


def told(room):
    taken = shown(room)
    saved(room, taken, "identity", "self")
    saved(room, taken, "notice", "yes")
    return taken


def call_of(room, taken):
    return held_call(actor=room.caller, call_id=taken.call_id, at=commons.now())


def test_before_the_notice_no_answer_is_kept(room):
    taken = shown(room)

    with pytest.raises(Refused, match=Refusal.NOTICE_NOT_GIVEN):
        saved(room, taken, "meals", "hard", "n'a plus de pain")
    saved(room, taken, "identity", "self")
    saved(room, taken, "notice", "yes")
    saved(room, taken, "meals", "hard", "n'a plus de pain")

    draft = draft_of(actor=room.caller, call=call_of(room, taken), at=commons.now())
    assert (draft.answers["meals"], draft.notes["meals"]) == ("hard", "n'a plus de pain")


def test_a_note_typed_with_the_outcome_is_kept(room):
    taken = told(room)

    done = close_call(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        closing=Closing(Outcome.SPOKEN_WELL),
        saved=SavedStep("time", note="rappeler le soir"),
        at=commons.now(),
    )

    assert (done.state, done.is_late) == (CallState.DONE, False)


def card_of(who, person, purpose, register_id):
    grants = live_grants_of(actor=who, purpose=purpose, at=commons.now(), register_id=register_id)
    tickets = ask(
        actor=who,
        grant_ids=[grant.grant_id for grant in grants],
        person=person,
        groups=(FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.FACTS),
        at=commons.now(),
    )
    return open_card(tickets=tickets, at=commons.now())


def difficulty(consent, theme="courses_repas", said="n'a plus de pain depuis lundi"):
    return Difficulty(theme, 3, consent, ItemFacts(said=said))


def report(room, taken, *items):
    return report_difficulty(
        actor=room.caller, call_id=taken.call_id, token=taken.token, items=items, at=commons.now()
    )


def test_a_difficulty_becomes_a_report_whose_facts_an_orienteur_may_read(room):
    taken = told(room)
    call = call_of(room, taken)

    opened = report(
        room, taken, difficulty(Consent.YES), difficulty(Consent.NO, "solitude", "seule")
    )

    assert Call.objects.get().state == CallState.DONE
    assert [item.consent for item in Item.objects.order_by("pk")] == ["YES", "NO"]
    assert Report.objects.get().register_id == call.register_id
    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    commons.assignment(orienteur, call.person, Purpose.REFERRAL)
    card = card_of(orienteur, call.person, Purpose.REFERRAL, call.register_id)
    facts = Facts.opened(card.facts)
    assert facts.items[opened.item_ids[0]].said == "n'a plus de pain depuis lundi"
    assert opened.item_ids[1] not in facts.items
    assert card.name.last == "Palluel"


def test_without_any_consent_nothing_is_copied(room):
    taken = told(room)
    call = call_of(room, taken)

    report(room, taken, difficulty(Consent.NO))

    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    commons.assignment(orienteur, call.person, Purpose.REFERRAL)
    card = card_of(orienteur, call.person, Purpose.REFERRAL, call.register_id)
    assert (card.name, card.facts, card.phones) == (None, "", ())


def test_before_the_notice_only_a_danger_to_life_is_reported(room):
    taken = shown(room)

    with pytest.raises(Refused, match=Refusal.NOTICE_NOT_GIVEN):
        report(room, taken, difficulty(Consent.YES))
    report(room, taken, difficulty(Consent.VITAL))

    assert Call.objects.get().state == CallState.DONE


def test_an_objection_stops_at_once_and_the_open_page_shows_nothing_more(room):
    taken = shown(room)
    call = call_of(room, taken)

    object_during_call(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        scope=ObjectionScope.PURPOSE,
        at=commons.now(),
    )

    assert Objection.objects.get().marks.exists()
    assert Call.objects.get().state == CallState.STOPPED
    with pytest.raises(Refused):
        held_card(actor=room.caller, call=call, groups=TALKING, at=commons.now())
    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        show_number(actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now())


def test_who_objected_is_not_added_again_until_she_withdraws(room):
    taken = shown(room)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    object_during_call(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        scope=ObjectionScope.ALL,
        at=commons.now(),
    )

    assert build_call_list(actor=lead, campaign_id=room.campaign.pk, at=commons.now()).added == 0
    withdraw_objection(actor=lead, objection_id=Objection.objects.get().pk, at=commons.now())
    again = make.campaign(
        organization=people.body(),
        sources=room.campaign.sources,
        register_id=commons.register(RegisterKind.CAMPAIGN),
        ends_at=commons.now() + timedelta(days=9),
    )
    assert build_call_list(actor=lead, campaign_id=again.pk, at=commons.now()).added == 1


def test_a_death_ends_everybody_s_access_and_asks_the_steward(room):
    taken = shown(room)

    record_death(actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now())

    task = Task.objects.get()
    assert (task.kind, task.due_at - task.raised_at) == ("DEATH", timedelta(days=1))
    assert not Assignment.objects.filter(released_at=None).exists()


def test_the_red_button_tells_the_referent_and_an_orienteur_and_opens_the_address(room):
    referent = make.caller(room.campaign, level=4, is_on_shift=False)
    make.booking(make.now_shift(room.campaign), referent, level=4)
    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    taken = shown(room)

    raise_danger(actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now())

    for who in (referent, orienteur):
        (alarm,) = alarms_for(user_id=who.user_id)
        assert alarm.person == room.people[0]
    card = danger_card(actor=room.caller, person=room.people[0], at=commons.now())
    assert card.address.line == "4 rue de la Butte"


def test_the_red_button_works_after_the_lease_while_she_may_still_be_on_the_line(room):
    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    taken = shown(room)
    Call.objects.update(lease_until=commons.now() - timedelta(minutes=1))

    raise_danger(actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now())

    assert len(alarms_for(user_id=orienteur.user_id)) == 1
    card = danger_card(actor=room.caller, person=room.people[0], at=commons.now())
    assert card.address.line == "4 rue de la Butte"


def test_the_red_button_works_after_she_said_no(room):
    taken = shown(room)
    object_during_call(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        scope=ObjectionScope.ALL,
        at=commons.now(),
    )

    raise_danger(actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now())

    assert danger_card(actor=room.caller, person=room.people[0], at=commons.now()).address


def test_who_was_not_shown_the_number_does_not_open_an_address_by_the_red_button(room):
    taken = make.held(room.caller, room.campaign, commons.now())

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        raise_danger(actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now())
    assert danger_card(actor=room.caller, person=room.people[0], at=commons.now()) is None


def test_a_settled_alarm_closes_the_address(room):
    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    taken = shown(room)
    now = commons.now()
    alarm_id = raise_danger(actor=room.caller, call_id=taken.call_id, token=taken.token, at=now)

    close_alarm(actor=orienteur, alarm_id=alarm_id, at=commons.now())

    assert danger_card(actor=orienteur, person=room.people[0], at=commons.now()) is None


def test_a_call_list_comes_from_facts_in_the_voted_order_without_any_identity():
    source = commons.register(RegisterKind.CASF_ALERT)
    alone = people.person_in(
        source,
        people.sheet(situation=Situation(lives_alone=True), contact=Contact(language="pt")),
    )
    other = people.person_in(source, people.sheet(birth_year=1990, birth=None))
    people.person_in(source, people.sheet(phones=()))
    commons.activation()
    campaign = make.campaign(
        organization=people.body(),
        sources=[source],
        register_id=commons.register(RegisterKind.CAMPAIGN),
        ends_at=commons.now() + timedelta(days=9),
    )
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())

    added = build_call_list(actor=lead, campaign_id=campaign.pk, at=commons.now())

    assert (added.added, added.unreachable) == (2, 1)
    first, second = Call.objects.order_by("-rank")
    assert (first.person, first.pool.language) == (alone, "pt")
    assert "lives_alone" in first.reasons
    assert second.person == other
    assert build_call_list(actor=lead, campaign_id=campaign.pk, at=commons.now()).added == 0


def test_without_act_nor_decision_no_list_is_built():
    source = commons.register(RegisterKind.CASF_ALERT)
    campaign = make.campaign(organization=people.body(), sources=[source])
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())

    with pytest.raises(Refused, match=Refusal.NOT_READY_TO_OPEN):
        build_call_list(actor=lead, campaign_id=campaign.pk, at=commons.now())


def test_a_caller_reads_the_groups_of_a_call_and_no_address(room):
    taken = shown(room)

    card = held_card(
        actor=room.caller,
        call=call_of(room, taken),
        groups=(*TALKING, FieldGroup.ADDRESS),
        at=commons.now(),
    )

    assert (card.name.first, card.address) == ("Lucienne", None)


def test_an_orienteur_learns_that_somebody_acts_for_the_person_and_not_who():
    guardian = ThirdParty("Bénédicte Orain", "tutrice", "+33199006101", is_guardian=True)
    room = make.room(replace(people.LUCIENNE, third_parties=(guardian,)))
    taken = told(room)
    one = Difficulty("soins", 3, Consent.YES, ItemFacts(said="Plus de passage."))
    opened = report_difficulty(
        actor=room.caller, call_id=taken.call_id, token=taken.token, items=(one,), at=commons.now()
    )
    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    commons.assignment(orienteur, room.people[0], Purpose.REFERRAL)

    card, _facts = report_card(
        actor=orienteur,
        person=room.people[0],
        register_id=Report.objects.get(pk=opened.report_id).register_id,
        at=commons.now(),
    )

    assert card.around.is_represented
    assert (card.guardian, card.third_parties) == (None, ())
