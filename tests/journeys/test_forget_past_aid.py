"""Six months after the last help: the entry is locked, erased once the archives agree, and the counts stay."""

import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.journeys.test_archive_campaigns import places_of
from tests.make import commons, deletions, past_aid, people, referral, solidarity
from tests.make import mutual_aid as make
from tests.make.past_aid import CODE, LONG_AGO, SECOND

from entremise.commons.models import ArchiveAgreement, DeletionHold, Purge, Record
from entremise.commons.queries.purges import purges
from entremise.commons.vocabulary.access import RecordState
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.commons.vocabulary.purges import Deleted
from entremise.jobs.backup.erasing_again import erase_again
from entremise.jobs.backup.erasures import Erasure
from entremise.journeys.audit_pairs import audit_pairs
from entremise.journeys.find_in_aid import known_with_phone
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.journeys.helper_data import leave_for_good
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import (
    Credential,
    Introduction,
    Mandate,
    Need,
    Offer,
    Proposal,
    Relay,
    Resemblance,
    Step,
)
from entremise.mutual_aid.operations.following import follow
from entremise.mutual_aid.operations.needs import reopen_need
from entremise.mutual_aid.queries.counters import counters
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.people.models import Person
from entremise.people.queries import code_of
from entremise.referral.models import Report

pytestmark = pytest.mark.django_db
LUCIENNES = "+33199003107"


@pytest.fixture
def past():
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    return past_aid.past_aid()


def state_of(person, register_id) -> str:
    return Record.objects.get(person=person, register_id=register_id).state


def is_live(person) -> bool:
    return Record.objects.filter(person=person, ended_at=None).exists()


def forget() -> int:
    return forget_past_aid(at=commons.now())


def test_no_table_leads_from_a_need_or_an_offer_to_somebody_any_more(past):
    for person in (past.asker, past.helper):
        assert {"commons_assignment", "commons_record"} < places_of(person)

    assert forget() == 2

    for person in (past.asker, past.helper):
        assert places_of(person) == {"commons_record", "people_person"}
        assert state_of(person, past.register_id) == RecordState.REMOVED
        assert Person.objects.get(pk=person).erased_at is not None


def test_the_code_in_her_place_leads_to_nobody(past):
    forget()

    stranger = Need.objects.get().person
    assert stranger != past.asker
    assert code_of(stranger) != code_of(past.asker)
    assert Person.objects.get(pk=stranger).erased_at is not None


def test_several_needs_of_one_person_stay_those_of_one_stranger(past):
    other = make.need(person=past.asker)
    Need.objects.filter(pk=other.pk).update(state="WITHDRAWN", ending="HELPED", is_closed_by_person=True, closed_at=commons.now())  # fmt: skip
    past_aid.age(LONG_AGO)

    forget()

    (stranger,) = {one.person for one in Need.objects.all()}
    assert stranger != past.asker


def test_no_account_of_a_helper_is_behind_an_offer_a_pair_or_a_line(past):
    user_id = past.desk.helper.user_id
    assert Step.objects.filter(need=past.need_id, user=user_id).exists()
    assert Step.objects.filter(offer=past.offer_id, user=user_id).exists()
    assert Proposal.objects.filter(decided_by=user_id).exists()

    forget()

    assert Offer.objects.get().user_id is None
    assert not Step.objects.filter(user=user_id).exists()
    assert not Proposal.objects.filter(decided_by=user_id).exists()
    assert Step.objects.filter(user=past.desk.owner.user_id).exists()  # the desk's own stay


def test_what_could_tell_who_she_is_goes_with_her(past):
    need = Need.objects.get()
    Relay.objects.create(
        key=uuid.uuid4(), introduction=Introduction.objects.get(), side="PERSON", at=commons.now()
    )
    Resemblance.objects.create(need=need, person=uuid.uuid4())
    Mandate.objects.create(
        key=uuid.uuid4(),
        person=past.asker,
        need=need,
        tie="FAMILY",
        state="ENDED",
        asked_at=commons.now(),
        ended_at=commons.now(),
    )
    assert (need.sentence, need.lat_e6 is None) == ("Des courses.", False)

    forget()

    need, offer = Need.objects.get(), Offer.objects.get()
    assert (need.sentence, need.lat_e6, need.slots, need.code) == ("", None, [], None)
    assert (offer.lat_e6, offer.slots, offer.means, offer.code) == (None, [], [], None)
    assert Introduction.objects.get().word == ""
    gone = (Relay, Resemblance, Mandate, Credential)
    assert [model for model in gone if model.objects.exists()] == []


def test_the_counters_and_the_fates_of_pairs_are_the_same_before_and_after(past):
    at = commons.now()
    days = {"since": at - timedelta(days=400), "until": at + timedelta(days=1)}
    Proposal.objects.update(made_at=at - LONG_AGO)
    before = counters(**days), audit_pairs(actor=past.desk.owner, at=at, **days)
    fields = ("number", "category", "district", "state", "ending", "opened_at", "closed_at")
    rows = list(Need.objects.values(*fields))

    assert forget() == 2

    after = counters(**days), audit_pairs(actor=past.desk.owner, at=at, **days)
    assert after == before
    assert list(Need.objects.values(*fields)) == rows


def test_the_proof_says_what_how_many_when_by_which_rule_and_no_name(past):
    assert forget() == 2

    (proof,) = purges()
    assert (proof.register_id, proof.delay_days) == (past.register_id, 180)
    assert proof.counts[Deleted.PEOPLE] == 2
    assert (proof.counts[Deleted.NEEDS], proof.counts[Deleted.OFFERS]) == (1, 1)
    assert proof.counts[Deleted.ANSWERS] > 0
    assert proof.counts[Deleted.ASSIGNMENTS] > 0
    assert (proof.visa_reference, proof.kind) == ("AD 2026-014", RegisterKind.VOLUNTARY)
    assert str(past.asker) not in str(list(Purge.objects.values()))


def test_it_is_done_once_and_again_for_whoever_is_past_another_night(past):
    assert (forget(), forget()) == (2, 0)
    assert Purge.objects.count() == 1

    offer = make.offered_by(past.register_id, people.sheet())
    Offer.objects.filter(pk=offer.pk).update(
        state="RELEASED", release_reason="ASKED", closed_at=commons.now()
    )
    past_aid.age(LONG_AGO)

    assert forget() == 1
    assert Purge.objects.count() == 2


def closed_yesterday(past):
    Need.objects.update(closed_at=commons.now() - timedelta(days=179))


def an_open_need(past):
    make.need(person=past.asker)


def a_living_offer(past):
    make.waiting_offer(person=past.asker)


def a_living_meeting(past):
    Introduction.objects.update(closed_at=None, outcome="")


def a_meeting_that_ended_later(past):
    Introduction.objects.update(closed_at=commons.now() - timedelta(days=20))


def a_living_mandate(past):
    Mandate.objects.create(
        key=uuid.uuid4(),
        person=past.asker,
        need_id=past.need_id,
        tie="FAMILY",
        state="ASKED",
        asked_at=commons.now(),
    )


def a_report_that_is_followed(past):
    referral.report(at=commons.now(), person=past.asker, register_id=past.register_id)


def a_report_that_ended_later(past):
    a_report_that_is_followed(past)
    Report.objects.update(state="CLOSED", closed_at=commons.now() - timedelta(days=20))


def a_place_in_an_action(past):
    place = solidarity.place(solidarity.slot())
    slot = place.slot
    slot.starts_at, slot.ends_at = commons.now(), commons.now() + timedelta(hours=2)
    slot.save()
    place.user, place.person = None, past.asker
    place.save()


@pytest.mark.parametrize(
    "something",
    [
        closed_yesterday,
        an_open_need,
        a_living_offer,
        a_living_meeting,
        a_meeting_that_ended_later,
        a_living_mandate,
        a_report_that_is_followed,
        a_report_that_ended_later,
        a_place_in_an_action,
    ],
)
def test_who_has_something_that_lives_or_ended_later_is_not_past(past, something):
    something(past)

    forget()

    assert state_of(past.asker, past.register_id) == RecordState.REGISTERED
    assert is_live(past.asker)


def test_who_has_never_asked_nor_offered_stays(past):
    entered = people.person_in(past.register_id, people.sheet())

    assert forget() == 2
    assert is_live(entered)


def test_who_may_be_called_by_the_same_list_stays():
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    past = past_aid.past_aid(Purpose.ALERT_CALL)

    assert forget() == 0
    assert is_live(past.asker)


def test_what_she_keeps_elsewhere_stays(past):
    other = commons.register(RegisterKind.CASF_ALERT)
    people.person_in(other, people.sheet(), person=past.asker)

    assert forget() == 2

    assert Record.objects.get(register_id=other).ended_at is None
    assert Person.objects.get(pk=past.asker).erased_at is None
    assert Need.objects.get().person != past.asker


def waits(past) -> bool:
    """Locked, with all that is hers."""
    assert Need.objects.get().person == past.asker
    assert Purge.objects.count() == 0
    return state_of(past.asker, past.register_id) == RecordState.PAST


def test_without_the_archives_she_is_locked_and_waits(past):
    ArchiveAgreement.objects.all().delete()
    deletions.agreement(kind=RegisterKind.CAMPAIGN)

    assert forget() == 0
    assert waits(past)

    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    assert forget() == 2


def test_a_suspension_keeps_her_locked_and_goes_on_by_itself(past):
    held = deletions.hold(past.register_id)

    assert forget() == 0
    assert waits(past)

    DeletionHold.objects.filter(pk=held.pk).update(until=commons.now())
    assert forget() == 2


def test_who_is_entered_again_under_her_code_while_she_waits_is_not_erased_before_she_is_past_again(
    past,
):
    ArchiveAgreement.objects.all().delete()
    forget()
    people.person_in(past.register_id, people.sheet(), person=past.asker)
    living = make.need(person=past.asker)
    deletions.agreement(kind=RegisterKind.VOLUNTARY)

    assert forget() == 1  # the helper alone

    assert is_live(past.asker)
    assert Need.objects.get(pk=living.pk).person == past.asker
    Need.objects.filter(pk=living.pk).update(
        state="WITHDRAWN",
        ending="NO_LONGER_NEEDED",
        is_closed_by_person=True,
        closed_at=commons.now(),
    )
    past_aid.age(LONG_AGO)
    assert forget() == 1
    assert not Need.objects.filter(person=past.asker).exists()
    assert {one.state for one in Record.objects.filter(person=past.asker)} == {RecordState.REMOVED}


def test_from_the_lock_on_no_code_and_no_search_of_the_desk_finds_her(past):
    ArchiveAgreement.objects.all().delete()
    given = {"code": CODE, "second": SECOND, "at": commons.now()}
    found = {"actor": past.desk.owner, "number": LUCIENNES, "at": commons.now()}
    assert follow(**given) is not None
    assert [one.person for one in known_with_phone(**found)] == [past.asker]

    forget()

    assert follow(**given) is None
    assert known_with_phone(**found) == ()


def test_what_is_past_is_not_opened_again(past):
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        reopen_need(actor=past.desk.owner, need_id=past.need_id, at=commons.now())

    Need.objects.update(closed_at=commons.now() - timedelta(days=170))
    reopen_need(actor=past.desk.owner, need_id=past.need_id, at=commons.now())
    assert Need.objects.get().closed_at is None


def test_who_asks_again_later_is_somebody_new(past):
    forget()

    again = make.asked_by(past.register_id)

    assert again.person not in {past.asker, Need.objects.get(pk=past.need_id).person}
    assert forget() == 0


def test_a_report_of_hers_loses_its_words_and_leads_to_nobody(past):
    referral.report(at=commons.now(), person=past.asker, register_id=past.register_id)
    other = referral.report(at=commons.now(), register_id=past.register_id)
    long_ago = commons.now() - LONG_AGO
    Report.objects.update(question="Depuis quand ?", state="CLOSED", closed_at=long_ago)

    forget()

    hers = Report.objects.exclude(pk=other.report_id).get()
    assert (hers.question, hers.person) == ("", Need.objects.get().person)
    assert Report.objects.get(pk=other.report_id).question == "Depuis quand ?"


def test_a_failure_before_the_proof_leaves_everything_locked_and_the_next_night_does_it(
    past, monkeypatch
):
    def fails(**given):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("entremise.journeys.forget_past_aid.note_purge", fails)
        with pytest.raises(RuntimeError):
            forget()

    assert waits(past)
    assert forget() == 2
    assert Purge.objects.count() == 1


def test_many_people_go_in_several_transactions_each_with_its_proof(past, monkeypatch):
    monkeypatch.setattr("entremise.journeys.forget_past_aid.ERASED_AT_ONCE", 1)

    assert forget() == 2
    assert [one.counts[Deleted.PEOPLE] for one in purges()] == [1, 1]


def test_a_backup_restored_later_is_forgotten_again_before_the_service_opens(past):
    erase_again((), since=commons.now() - LONG_AGO, at=commons.now())

    assert Need.objects.get().person != past.asker
    assert not is_live(past.asker)


def test_whom_the_list_of_erasures_names_is_erased_though_she_waits_for_the_archives(past):
    ArchiveAgreement.objects.all().delete()
    forget()
    asked = Erasure(commons.now(), past.asker, (past.register_id,))

    assert erase_again((asked,), since=commons.now() - LONG_AGO, at=commons.now()) == 1
    assert state_of(past.asker, past.register_id) == RecordState.REMOVED
    assert state_of(past.helper, past.register_id) == RecordState.PAST


def test_a_helper_who_waits_for_the_archives_leaves_for_good_at_once(past):
    ArchiveAgreement.objects.all().delete()
    forget()

    leave_for_good(actor=past.desk.helper, at=commons.now())

    assert state_of(past.helper, past.register_id) == RecordState.REMOVED


def test_a_night_reads_a_thousand_people_in_a_constant_number_of_statements(
    past, django_assert_max_num_queries
):
    for _one in range(5):
        people.person_in(past.register_id, people.sheet())
    forget()

    with django_assert_max_num_queries(12):
        forget()


def test_a_purge_is_not_before_its_date(past):
    forget()

    (proof,) = purges()
    assert proof.due_at <= proof.executed_at
    assert proof.counted_from_at <= commons.now() - LONG_AGO
    assert proof.visa_on < localdate()
