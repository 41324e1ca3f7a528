"""A closed campaign at its date: what was said is gone, nobody is behind a count, a proof stays."""

from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils.timezone import localdate
from tests.make import accounts, commons, deletions, people, triage
from tests.make import outreach as make

from entremise.accounts.vocabulary import Role
from entremise.commons.models import ArchiveAgreement, DeletionHold, Purge, Record, Register
from entremise.commons.queries.purges import purge_of
from entremise.commons.vocabulary.access import RegisterState
from entremise.commons.vocabulary.deletions import Answer
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.purges import Deleted
from entremise.jobs.backup.erasing_again import erase_again
from entremise.journeys.archive_campaigns import archive_due
from entremise.journeys.end_campaign import end_campaign
from entremise.kits.queries import version
from entremise.outreach.models import Call, Campaign
from entremise.outreach.queries.balance import balance_of
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.people.models import Person
from entremise.people.queries import code_of
from entremise.people.vault import erase_register
from entremise.referral.models import Item, Report, Step
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.reports import take_report
from entremise.referral.vocabulary.reports import Ending, ReportState

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=200)


@pytest.fixture
def story():
    """A talk, a report that was answered, and the end of the campaign two hundred days ago; the archives agreed."""
    deletions.agreement()
    room, orienteur, at = make.room(), triage.orienteur(), commons.now()
    opened = triage.called(room=room)
    take_report(actor=orienteur, report_id=opened.report_id, at=at)
    for item_id in opened.item_ids:
        close_item(actor=orienteur, item_id=item_id, ending=Ending.ANSWERED_AT_ONCE, at=at)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    end_campaign(actor=lead, campaign_id=room.campaign.pk, at=at)
    Campaign.objects.update(closed_at=at - LONG_AGO)
    return room


def places_of(person) -> set[str]:
    """Every table of the product that still names this uuid."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'public' and udt_name = 'uuid'"
        )
        found = set()
        for table, column in cursor.fetchall():
            cursor.execute(f'select 1 from "{table}" where "{column}" = %s limit 1', [person])
            if cursor.fetchone():
                found.add(table)
    return found


def test_what_was_said_is_gone_and_nobody_is_behind_a_count(story):
    person = story.people[0]
    before = balance_of(campaign_id=story.campaign.pk)
    assert {"outreach_call", "referral_report", "commons_assignment"} <= places_of(person)

    assert archive_due(at=commons.now()) == 1

    assert places_of(person) == {
        "commons_record",
        "people_person",
    }  # the register she is in herself
    assert Record.objects.get(person=person).register_id in story.campaign.sources
    assert not Record.objects.filter(register_id=story.campaign.register_id).exists()
    assert balance_of(campaign_id=story.campaign.pk) == before
    assert Campaign.objects.get().state == CampaignState.ARCHIVED


def test_the_code_in_her_place_leads_to_nobody(story):
    archive_due(at=commons.now())

    stranger = Call.objects.get().person
    assert Report.objects.get().person == stranger
    assert code_of(stranger) != code_of(story.people[0])
    assert Person.objects.get(pk=stranger).erased_at is not None


def test_words_about_somebody_are_emptied_and_lines_of_the_trace_stay(story):
    lines = Step.objects.count()
    Report.objects.update(question="Depuis quand ?", reply="lundi")

    archive_due(at=commons.now())

    call, report = Call.objects.get(), Report.objects.get()
    assert (call.reasons, bytes(call.household)) == ([], b"")
    assert (report.question, report.reply) == ("", "")
    assert Step.objects.count() == lines
    assert not Step.objects.exclude(detail="").exists()


def test_the_proof_says_what_how_many_when_and_by_which_rule(story):
    archive_due(at=commons.now())

    kit = version(story.campaign.kit_version_id)
    proof = purge_of(register_id=story.campaign.register_id)
    assert proof is not None
    assert (proof.delay_days, proof.rule) == (180, f"{kit.title} {kit.version}")
    assert proof.counts[Deleted.PEOPLE] == 1
    assert proof.counts[Deleted.CALLS] == 1
    assert proof.counts[Deleted.REPORTS] == 1
    assert proof.counts[Deleted.ANSWERS] > 0
    assert proof.counts[Deleted.ASSIGNMENTS] > 0
    assert (proof.visa_reference, proof.visa_on.year) == ("AD 2026-014", 2026)
    assert not any(str(story.people[0]) in str(one) for one in Purge.objects.values())


def test_it_is_done_once(story):
    assert archive_due(at=commons.now()) == 1
    assert archive_due(at=commons.now()) == 0
    assert Purge.objects.count() == 1


def test_before_its_date_everything_stays(story):
    Campaign.objects.update(closed_at=commons.now() - timedelta(days=179))

    assert archive_due(at=commons.now()) == 0
    assert Record.objects.filter(register_id=story.campaign.register_id).exists()


def test_a_report_open_again_keeps_its_campaign(story):
    Report.objects.update(state=ReportState.WAITING, closed_at=None)
    Item.objects.update(state="OPEN", ending="", closed_at=None)

    assert archive_due(at=commons.now()) == 0
    assert Campaign.objects.get().state == CampaignState.CLOSED


def refused_to(register_id: int) -> bool:
    """What was said is there, and locked."""
    assert Record.objects.filter(register_id=register_id).exists()
    assert Campaign.objects.get().state == CampaignState.CLOSED
    return Register.objects.get(pk=register_id).state == RegisterState.CLOSED


def test_without_the_visa_of_the_archives_it_is_locked_and_stays(story):
    ArchiveAgreement.objects.all().delete()

    assert archive_due(at=commons.now()) == 0
    assert refused_to(story.campaign.register_id)


def test_an_agreement_that_is_over_or_of_another_kind_or_body_is_none(story):
    ArchiveAgreement.objects.all().delete()
    deletions.agreement(until=localdate())
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    deletions.agreement(controller_id=accounts.organization().pk)

    assert archive_due(at=commons.now()) == 0
    assert refused_to(story.campaign.register_id)


def test_its_own_signed_list_is_enough_and_a_refused_one_wins_over_the_agreement(story):
    deletions.elimination(story.campaign.register_id, answer=Answer.REFUSED)
    assert archive_due(at=commons.now()) == 0
    assert refused_to(story.campaign.register_id)

    ArchiveAgreement.objects.all().delete()
    deletions.elimination(story.campaign.register_id, answer=Answer.AGREED)

    assert archive_due(at=commons.now()) == 1
    assert purge_of(register_id=story.campaign.register_id).visa_reference == "B 12/2026"


def test_a_suspended_deletion_waits_locked_and_goes_on_by_itself(story):
    held = deletions.hold(story.campaign.register_id)

    assert archive_due(at=commons.now()) == 0
    assert refused_to(story.campaign.register_id)

    DeletionHold.objects.filter(pk=held.pk).update(until=commons.now())
    assert archive_due(at=commons.now()) == 1


def test_whoever_is_known_nowhere_else_leaves_a_code_alone(story):
    Record.objects.filter(person=story.people[0]).exclude(
        register_id=story.campaign.register_id
    ).update(ended_at=commons.now(), state="REMOVED")

    archive_due(at=commons.now())

    assert Person.objects.get(pk=story.people[0]).erased_at is not None


def test_a_failure_in_the_middle_leaves_everything(story, monkeypatch):
    def fails(**given):
        raise RuntimeError

    monkeypatch.setattr("entremise.journeys.archive_campaigns.note_purge", fails)

    with pytest.raises(RuntimeError):
        archive_due(at=commons.now())

    assert Campaign.objects.get().state == CampaignState.CLOSED
    assert Call.objects.get().person == story.people[0]


def test_only_a_closed_register_of_answers_is_emptied(story):
    source = story.campaign.sources[0]
    for register_id in (source, story.campaign.register_id):
        with pytest.raises(Exception, match="not closed"), connections["default"].cursor():
            erase_register(register_id=register_id, at=commons.now())


def test_a_backup_restored_after_its_date_is_emptied_again_before_the_service_opens(story):
    erase_again((), since=commons.now() - LONG_AGO, at=commons.now())

    assert Campaign.objects.get().state == CampaignState.ARCHIVED
    assert not Record.objects.filter(register_id=story.campaign.register_id).exists()
