"""I22: after the archive of a campaign nothing that somebody said in it is read through any door, by anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.attacks.conftest import runtime, weakened
from tests.conftest import run_as_migrator
from tests.make import accounts, commons, deletions, people, triage
from tests.make import outreach as make

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.ask import ask
from entremise.commons.operations.registers import close_register
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.journeys.archive_campaigns import archive_due
from entremise.journeys.end_campaign import end_campaign
from entremise.kernel.errors import Refused
from entremise.outreach.models import Campaign
from entremise.people.vault import erase_register, open_card
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.reports import take_report
from entremise.referral.vocabulary.reports import Ending

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
SAID = ("frigo", "Trente-quatre", "Elle ne voit personne")


def over(at):
    """A report answered at once, its campaign closed two hundred days ago; the archives agreed."""
    deletions.agreement()
    room, orienteur = make.room(), triage.orienteur()
    opened = triage.called(room=room)
    take_report(actor=orienteur, report_id=opened.report_id, at=at)
    for item_id in opened.item_ids:
        close_item(actor=orienteur, item_id=item_id, ending=Ending.ANSWERED_AT_ONCE, at=at)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    end_campaign(actor=lead, campaign_id=room.campaign.pk, at=at)
    Campaign.objects.update(closed_at=at - timedelta(days=200))
    return room, orienteur, opened, lead


def reads(who: Actor, person, register_id, purpose) -> bool:
    """With every grant that stands, and an assignment that a careless journey made anew."""
    commons.assignment(who, person, purpose=purpose)
    grants = live_grants_of(actor=who, purpose=purpose, register_id=register_id, at=commons.now())
    try:
        tickets = ask(
            actor=who,
            grant_ids=[one.grant_id for one in grants],
            person=person,
            groups=tuple(FieldGroup),
            at=commons.now(),
        )
        card = open_card(tickets=tickets, at=commons.now())
    except Refused:
        return False
    return card.facts is not None


def test_an_orienteur_with_all_rights_reads_nothing_of_it():
    room, orienteur, _opened, _lead = over(commons.now())
    told = (orienteur, room.people[0], room.campaign.register_id, Purpose.REFERRAL)
    assert reads(*told)  # before, she may

    archive_due(at=commons.now())

    assert not reads(*told)


def test_no_page_of_the_report_nor_of_the_campaign_shows_what_was_said():
    room, orienteur, opened, lead = over(commons.now())
    archive_due(at=commons.now())
    addresses = [
        (orienteur, reverse("triage:report", args=[opened.report_id])),
        (lead, reverse("lead:campaign", args=[room.campaign.pk])),
        (lead, reverse("lead:balance", args=[room.campaign.pk])),
        (lead, reverse("lead:visits", args=[room.campaign.pk])),
    ]

    pages = [triage.browser(who).get(address) for who, address in addresses]

    assert [one.status_code for one in pages if one.status_code not in (200, 404)] == []
    text = "".join(one.content.decode() for one in pages)
    assert not [word for word in (*people.CANARIES, *SAID) if word.lower() in text.lower()]


def test_the_tables_hold_no_sealed_value_of_it():
    over(commons.now())
    archive_due(at=commons.now())

    run_as_migrator(
        "do $$ begin if exists (select from sealed.value v left join commons_record r"
        " on r.id = v.record where r.id is null) then raise exception 'left behind'; end if; end $$"
    )
    with pytest.raises(Exception, match="left behind"):
        run_as_migrator("do $$ begin raise exception 'left behind'; end $$")


@pytest.mark.parametrize("is_campaign", [True, False])
def test_a_stolen_login_empties_no_register_that_is_open_nor_one_of_residents(is_campaign):
    room = make.room()
    register_id = room.campaign.register_id if is_campaign else room.campaign.sources[0]
    if not is_campaign:
        close_register(actor=room.caller, register_id=register_id, at=commons.now())

    with runtime() as stolen, pytest.raises(Exception, match="is not closed"):
        stolen.execute("select * from sealed.erase_register(%s)", [register_id])


def test_without_the_rule_the_attack_passes():
    room = make.room()
    deletions.agreement(kind=RegisterKind.CASF_ALERT)
    rule = "r.kind = 'CAMPAIGN' and r.state = 'CLOSED'"

    with weakened("writing", rule, "true"), runtime() as stolen:
        stolen.execute("select * from sealed.erase_register(%s)", [room.campaign.sources[0]])

    with pytest.raises(Exception, match="is not closed"):
        erase_register(register_id=room.campaign.sources[0], at=commons.now())
