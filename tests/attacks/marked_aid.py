"""What stands around the two of the marked town who are helped: an action, money, a mission, tips, words, a mandate asked."""

import uuid
from datetime import timedelta

from django.utils.timezone import localdate
from tests.attacks.marks import Mark
from tests.make import accounts, budget, commons, solidarity, tips
from tests.make.mutual_aid import Desk

from entremise.accounts.models import Organization
from entremise.accounts.vocabulary import Role
from entremise.journeys.mandates import Ringing, enter_mandate
from entremise.journeys.relay_words import Writing, send_word
from entremise.mutual_aid.models import Introduction
from entremise.mutual_aid.vocabulary.mandates import Tie
from entremise.mutual_aid.vocabulary.matching import Side
from entremise.people.vocabulary import ThirdParty
from entremise.solidarity.operations.certificates import issue_certificate
from entremise.solidarity.operations.missions import propose_mission
from entremise.solidarity.operations.places import book_place
from entremise.solidarity.vocabulary.actions import Holder
from entremise.solidarity.vocabulary.missions import NewMission

DAY = timedelta(days=1)


def surround(desk: Desk, met: Introduction, mark: Mark) -> None:
    """So that each address of actions, money, missions, tips and words has something real behind it."""
    body = Organization.objects.get(pk=desk.owner.organization_id)
    gather(desk, met, body)
    spend(desk, body)
    talk(desk, met, mark)


def gather(desk: Desk, met: Introduction, body: Organization) -> None:
    """A meal in two days: the helper has a place, and the person whom she helps; she was there nine days ago."""
    at = commons.now()
    run = solidarity.action(organization=body)
    meal = solidarity.slot(run, seats=3, starts_at=at + 2 * DAY)
    solidarity.place(meal, desk.helper, at=at)
    book_place(
        actor=desk.owner,
        slot_id=meal.pk,
        age=40,
        may_wait=True,
        at=at,
        holder=Holder(person=met.need.person),
    )
    solidarity.present(desk.helper, run, starts_at=at - 9 * DAY)
    today = localdate(at)
    issue_certificate(
        actor=desk.helper,
        name="Quelqu'un",
        organization_id=body.pk,
        since=today - 30 * DAY,
        until=today,
        at=at,
    )
    tips.published(at=at)
    tips.draft(at=at, title="Un banc à l'ombre")


def spend(desk: Desk, body: Organization) -> None:
    decider, today = accounts.actor(Role.DECIDER, organization=body), localdate(commons.now())
    envelope_id = budget.envelope(decider)
    budget.expense(desk.owner, budget.commitment(desk.owner, envelope_id))
    new = NewMission(desk.helper.user_id or 0, "Tenir l'accueil", "Arrêté 12", today, today + DAY)
    propose_mission(actor=desk.owner, new=new, at=commons.now())


def talk(desk: Desk, met: Introduction, mark: Mark) -> None:
    """One word is read by the other side, one waits for the owner; a daughter wants to act for the person."""
    at = commons.now()
    for text in (f"Bonjour de {mark.stem}", f"Appelez-moi au 0{mark.numbers[0]}"):
        send_word(
            by=Writing(desk.owner, Side.PERSON, is_aloud=True),
            introduction_id=met.pk,
            key=uuid.uuid4(),
            text=text,
            at=at,
        )
    who = ThirdParty(f"Catherine {mark.stem}", "famille", f"+33{mark.numbers[2]}")
    asked = Ringing(uuid.uuid4(), who, Tie.FAMILY)
    enter_mandate(actor=desk.owner, need_id=met.need_id, ringing=asked, at=at)
