"""Builders of reports about people who can really be opened, of those who place them, and of their browsers."""

from dataclasses import dataclass

from django.test import Client
from tests.make import accounts, commons, directory, outreach, people

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Actor, Role
from entremise.directory.vocabulary import ServiceCard
from entremise.journeys.report_difficulty import Difficulty, report_difficulty
from entremise.journeys.send_item import send_item
from entremise.outreach.queries.calls import held_call
from entremise.referral.operations.reports import take_report
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import Sent, SentBy
from entremise.referral.vocabulary.reports import Consent, OpenedReport

FRIDGE = Difficulty("courses_repas", 2, Consent.YES, ItemFacts(said="Le frigo est vide"))
LONELY = Difficulty("isolement", 3, Consent.NO, ItemFacts(said="Elle ne voit personne"))
HEAT = Difficulty(
    "x-chaleur", 2, Consent.YES, ItemFacts(said="Trente-quatre degrés dans la chambre")
)
# What a service that is sent the first of these items may never read.
NOT_GIVEN = (
    "rue de la Butte",
    "Catherine",
    "1940",
    "exemple.invalid",
    "Le chien aboie",
    "Trente-quatre degrés",
    "Elle ne voit personne",
)


def browser(actor: Actor, *, has_second_factor: bool = True) -> Client:
    """Signed in, with the second factor that her role asks for."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    if has_second_factor:
        session = client.session
        session["second_factor_done"] = True
        session.save()
    return client


def orienteur() -> Actor:
    return accounts.actor(Role.ORIENTEUR, organization=people.body())


def called(*items: Difficulty, room: outreach.Room | None = None) -> OpenedReport:
    """A report as a caller leaves it: the person's record of the campaign, the facts sealed."""
    room = room or outreach.room()
    at = commons.now()
    taken = outreach.told(room.caller, room.campaign, at)
    call = held_call(actor=room.caller, call_id=taken.call_id, at=at)
    return report_difficulty(
        actor=room.caller,
        call_id=call.call_id,
        token=call.token,
        items=items or (FRIDGE, LONELY),
        at=at,
    )


def taken(by: Actor, *items: Difficulty) -> OpenedReport:
    opened = called(*items)
    take_report(actor=by, report_id=opened.report_id, at=commons.now())
    return opened


def service_with_account() -> tuple[ServiceCard, Actor]:
    """A service of the directory, and somebody who answers for it."""
    card = directory.service(has_account=True)
    body = accounts.Organization.objects.get(pk=card.organization_id)
    return card, accounts.actor(Role.SERVICE, organization=body)


@dataclass(frozen=True, slots=True)
class Sending:
    orienteur: Actor
    report: OpenedReport
    service: ServiceCard
    sent: Sent


def sending(service: ServiceCard, sent_by: SentBy, *items: Difficulty) -> Sending:
    """The first item of a report, sent to a service."""
    who = orienteur()
    opened = taken(who, *items)
    sent = send_item(
        actor=who,
        report=report(report_id=opened.report_id),
        item_id=opened.item_ids[0],
        service_id=service.service_id,
        sent_by=sent_by,
        text="Portage de repas à mettre en place",
        at=commons.now(),
    )
    return Sending(who, opened, service, sent)
