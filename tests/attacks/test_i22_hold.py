"""I22: a suspended deletion keeps data for a time, from everybody; nothing deletes under it, nor without the archives."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse
from tests.attacks.conftest import runtime, weakened
from tests.attacks.test_i22_archive import SAID, over, reads
from tests.make import accounts, commons, deletions, people, triage

from entremise.accounts.vocabulary import Role
from entremise.commons.models import ArchiveAgreement, Record, Register
from entremise.commons.operations.deletions import hold_deletion, lift_hold
from entremise.commons.operations.registers import close_register
from entremise.commons.vocabulary.access import RegisterState
from entremise.commons.vocabulary.deletions import HoldReason, NewHold, Refusal
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.archive_campaigns import archive_due
from entremise.kernel.errors import Refused
from entremise.referral.models import Report, Step

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
WORDS = "Recours au tribunal administratif, n° 2600123"


def wanted(register_id, **given) -> NewHold:
    defaults = {
        "reason": HoldReason.LITIGATION,
        "words": WORDS,
        "until": commons.now() + timedelta(days=90),
    }
    return NewHold(register_id=register_id, **(defaults | given))


@pytest.mark.parametrize(
    "role", [Role.CAMPAIGN_LEAD, Role.ORIENTEUR, Role.CALLER, Role.STEWARD, Role.ADMINISTRATOR]
)
def test_whoever_works_with_the_data_keeps_it_no_longer(role):
    room, *_others = over(commons.now())
    register_id = room.campaign.register_id
    mine = accounts.actor(role, organization=people.body())

    with pytest.raises(Refused, match=Refusal.NOT_YOURS):
        hold_deletion(actor=mine, new=wanted(register_id), at=commons.now())
    held = deletions.hold(register_id)
    with pytest.raises(Refused, match=Refusal.NOT_YOURS):
        lift_hold(actor=mine, hold_id=held.pk, at=commons.now())


def test_the_legal_officer_of_another_body_suspends_nothing():
    room, *_others = over(commons.now())
    other = accounts.actor(Role.LEGAL_OFFICER, organization=accounts.organization())

    with pytest.raises(Refused, match=Refusal.NOT_YOURS):
        hold_deletion(actor=other, new=wanted(room.campaign.register_id), at=commons.now())


@pytest.mark.parametrize("days", [-1, 0, 185, 100_000])
def test_a_suspension_without_an_end_is_refused_here_and_by_the_database(days):
    room, *_others = over(commons.now())
    officer = accounts.actor(Role.LEGAL_OFFICER, organization=people.body())
    at = commons.now()
    wrong = wanted(room.campaign.register_id, until=at + timedelta(days=days))

    with pytest.raises(Refused, match=Refusal.WRONG_DATES):
        hold_deletion(actor=officer, new=wrong, at=at)
    with pytest.raises(IntegrityError, match="hold_ends_by_itself"):
        deletions.hold(wrong.register_id, placed_at=at, until=wrong.until)


def test_a_reason_that_says_nothing_suspends_nothing():
    room, *_others = over(commons.now())
    officer = accounts.actor(Role.LEGAL_OFFICER, organization=people.body())

    with pytest.raises(Refused, match=Refusal.REASON_MISSING):
        hold_deletion(
            actor=officer, new=wanted(room.campaign.register_id, words="aaa"), at=commons.now()
        )


def test_nothing_is_deleted_under_it_even_with_a_stolen_login():
    room, *_others = over(commons.now())
    register_id = room.campaign.register_id
    deletions.hold(register_id)
    close_register(actor=room.caller, register_id=register_id, at=commons.now())

    with runtime() as stolen, pytest.raises(Exception, match="is suspended"):
        stolen.execute("select * from sealed.erase_register(%s)", [register_id])
    with weakened("writing", "h.until > clock_timestamp()", "false"), runtime() as stolen:
        stolen.execute("select * from sealed.erase_register(%s)", [register_id])


def test_nothing_is_deleted_without_the_archives_even_with_a_stolen_login():
    room, *_others = over(commons.now())
    register_id = room.campaign.register_id
    ArchiveAgreement.objects.all().delete()
    close_register(actor=room.caller, register_id=register_id, at=commons.now())

    with runtime() as stolen, pytest.raises(Exception, match="has no visa"):
        stolen.execute("select * from sealed.erase_register(%s)", [register_id])
    with weakened("writing", "if not sealed.has_visa(p_register)", "if false"), runtime() as stolen:
        stolen.execute("select * from sealed.erase_register(%s)", [register_id])


@pytest.mark.parametrize("is_held", [True, False])
def test_what_waits_for_its_deletion_is_read_by_nobody(is_held):
    room, orienteur, *_others = over(commons.now())
    register_id, officer = room.campaign.register_id, accounts.actor(Role.LEGAL_OFFICER)
    told = (room.people[0], register_id, Purpose.REFERRAL)
    assert reads(orienteur, *told)  # before, she may
    if is_held:
        deletions.hold(register_id, placed_by_id=officer.user_id)
    else:
        ArchiveAgreement.objects.all().delete()

    archive_due(at=commons.now())

    assert Record.objects.filter(register_id=register_id).exists()
    assert not any(reads(who, *told) for who in (orienteur, officer, room.caller))
    Register.objects.filter(pk=register_id).update(state=RegisterState.OPEN)
    assert reads(orienteur, *told)  # the lock it was that closed it


def test_no_page_shows_the_words_of_what_waits():
    room, orienteur, opened, lead = over(commons.now())
    deletions.hold(room.campaign.register_id)
    Report.objects.update(question="Depuis quand le frigo est vide ?", reply="Depuis lundi")
    assert Step.objects.filter(report=opened.report_id).exists()
    addresses = [
        (orienteur, reverse("triage:report", args=[opened.report_id])),
        (orienteur, reverse("triage:trace")),
        (orienteur, reverse("triage:queue")),
        (lead, reverse("lead:campaign", args=[room.campaign.pk])),
        (lead, reverse("lead:balance", args=[room.campaign.pk])),
        (lead, reverse("lead:visits", args=[room.campaign.pk])),
    ]
    before = "".join(triage.browser(who).get(one).content.decode() for who, one in addresses)
    assert "frigo" in before

    archive_due(at=commons.now())

    text = "".join(triage.browser(who).get(one).content.decode() for who, one in addresses)
    assert not [word for word in (*people.CANARIES, *SAID, "lundi") if word.lower() in text.lower()]


def test_what_is_deleted_is_suspended_no_more():
    room, *_others = over(commons.now())
    officer = accounts.actor(Role.LEGAL_OFFICER, organization=people.body())
    archive_due(at=commons.now())

    with pytest.raises(Refused, match=Refusal.ALREADY_DELETED):
        hold_deletion(actor=officer, new=wanted(room.campaign.register_id), at=commons.now())


def test_who_suspends_while_it_is_deleted_waits_and_a_suspension_in_time_wins():
    room, *_others = over(commons.now())
    register_id = room.campaign.register_id

    with runtime() as other:
        other.execute("begin")
        other.execute("select 1 from commons_register where id = %s for update", [register_id])
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '200ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            archive_due(at=commons.now())  # it waits for whoever suspends
        other.execute("rollback")
    with connection.cursor() as cursor:
        cursor.execute("reset lock_timeout")
    deletions.hold(register_id)

    assert archive_due(at=commons.now()) == 0
    assert Record.objects.filter(register_id=register_id).exists()
