from datetime import timedelta

import pytest
from tests.make import accounts, commons, outreach, people, triage

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Assignment, Record
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.journeys.keep_entry import confirm_death, correct_number, entry_card
from entremise.journeys.register_person import register_person
from entremise.kernel.errors import Refused
from entremise.people.vocabulary import Name
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.referrals import receive_referral
from entremise.referral.queries.follow import checks_due, services_to_tell
from entremise.referral.queries.reports import referral, report, trace_of_report
from entremise.referral.vocabulary.referrals import ReferralState, SentBy
from entremise.referral.vocabulary.reports import Ending, ReportState
from entremise.registers.vocabulary import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return people.desk()


def test_a_steward_opens_one_entry_and_corrects_its_number(desk):
    steward = people.steward()

    correct_number(actor=steward, person=desk.person, phone="+33199005566", at=commons.now())

    card = entry_card(actor=steward, person=desk.person, at=commons.now())
    assert (card.phones, card.name.shown) == (("+33199005566",), "Vaudremont")


def test_who_keeps_no_register_corrects_nothing(desk):
    stranger = accounts.actor(Role.STEWARD)

    with pytest.raises(Refused, match=Refusal.NO_RIGHT):
        correct_number(actor=stranger, person=desk.person, phone="+33199005566", at=commons.now())


def test_a_death_ends_entries_calls_and_readings(desk):
    call = outreach.call(campaign=outreach.campaign(), person=desk.person)

    confirm_death(actor=people.steward(), person=desk.person, is_dead=True, at=commons.now())

    call.refresh_from_db()
    assert Record.objects.get(person=desk.person).state == "DECEASED"
    assert call.stop_reason == "DEATH"
    assert not Assignment.objects.filter(person=desk.person, released_at=None).exists()


def test_a_confirmed_death_ends_what_services_and_orienteurs_still_do():
    service, _answering = triage.service_with_account()
    sending = triage.sending(service, SentBy.ACCOUNT)
    referral_id, report_id = sending.sent.referral_id, sending.report.report_id
    receive_referral(actor=sending.orienteur, referral_id=referral_id, at=commons.now())
    person = report(report_id=report_id).person

    confirm_death(actor=people.steward(), person=person, is_dead=True, at=commons.now())

    assert report(report_id=report_id).state is ReportState.CLOSED
    assert referral(referral_id=referral_id).state is ReferralState.WITHDRAWN
    assert [one.referral_id for one in services_to_tell()] == [referral_id]
    assert "DECEASED" in [step.kind for step in trace_of_report(report_id=report_id)]


def test_who_has_died_is_not_asked_whether_it_helped():
    who = triage.orienteur()
    opened = triage.taken(who, triage.FRIDGE)
    close_item(
        actor=who,
        item_id=opened.item_ids[0],
        ending=Ending.ANSWERED_AT_ONCE,
        at=commons.now(),
    )
    later = commons.now() + timedelta(days=30)
    (check,) = checks_due(at=later)

    confirm_death(actor=people.steward(), person=check.person, is_dead=True, at=commons.now())

    assert checks_due(at=later) == ()


def test_a_death_that_was_a_mistake_ends_nothing(desk):
    confirm_death(actor=people.steward(), person=desk.person, is_dead=False, at=commons.now())

    assert Record.objects.get(person=desk.person).ended_at is None


@pytest.mark.parametrize("keeper", [people.steward, people.clerk])
def test_the_same_person_enters_a_register_once(keeper):
    register_id = commons.register()
    actor = keeper()
    given = {
        "actor": actor,
        "register_id": register_id,
        "sheet": people.sheet(),
        "mode": RegistrationMode.SELF,
    }
    register_person(**given, at=commons.now())

    with pytest.raises(Refused, match=Refusal.ALREADY_REGISTERED):
        register_person(**given, at=commons.now())

    assert Record.objects.get().acknowledge_by is not None


@pytest.mark.parametrize("keeper", [people.steward, people.clerk])
def test_a_neighbour_on_the_same_landline_is_no_double(keeper):
    register_id = commons.register()
    actor = keeper()
    for first in ("Odette", "Marcel"):
        sheet = people.sheet(name=Name(last="Dalibert", first=first), phones=("+33199001234",))
        register_person(
            actor=actor,
            register_id=register_id,
            sheet=sheet,
            mode=RegistrationMode.SELF,
            at=commons.now(),
        )

    assert Record.objects.count() == 2


def test_a_caller_registers_nobody():
    register_id = commons.register()

    with pytest.raises(Refused, match=Refusal.NO_RIGHT):
        register_person(
            actor=accounts.actor(Role.CALLER, organization=people.body()),
            register_id=register_id,
            sheet=people.sheet(),
            mode=RegistrationMode.SELF,
            at=commons.now(),
        )
