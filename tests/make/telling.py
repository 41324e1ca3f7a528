"""A desk of mutual aid that writes: a gateway for text messages, a helper with or without account, what left and what came back."""

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import commons, kits, mutual_aid
from tests.make.people import LUCIENNE

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.jobs.tasks.answers import incoming_answer, unreached
from entremise.journeys.ask_for_help import Asked, Offered
from entremise.journeys.deliver_notice import deliver_notice
from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.operations.offers import accept_offer, receive_offer
from entremise.mutual_aid.vocabulary.needs import ForWhom, Urgency, When
from entremise.mutual_aid.vocabulary.offers import OfferKind
from entremise.notices.models import Message
from entremise.notices.operations import take_incoming
from entremise.notices.rules import may_leave_at
from entremise.notices.vocabulary import Attempt, Channel, MessageTemplate, NewIncoming
from entremise.people.vault import store_sheet
from entremise.people.vocabulary import Name, Sheet

PERSON, HELPER, OTHER = "+33639980011", "+33639980022", "+33639980033"
numbers = count(1)


@dataclass(slots=True)
class Town:
    """An open desk, the need of Lucienne that Olga owns, and messages on their way."""

    desk: mutual_aid.Desk
    need: Need

    def leave(self):
        return leave()

    def answer(self, number, text):
        answer(number, text)


def leave():
    """What leaves by day, by number, as the gateway gets it."""
    left = []

    def send(envelope):
        left.append(envelope)
        return Attempt()

    at = by_day(commons.now()) + timedelta(seconds=1)
    while deliver_notice(send=send, at=at):
        continue
    return {one.to: one.text for one in left}


def answer(number, text):
    """It comes back by the gateway, and the job is done."""
    new = NewIncoming(f"gateway-{next(numbers)}", number, text)
    take_incoming(new=new, at=commons.now())
    run_answers()


def run_answers():
    run("incoming_answer", incoming_answer)


def by_day(at):
    return may_leave_at(channel=Channel.SMS, template=MessageTemplate.HELPER_ASKED, at=at)


def run(name, task):
    jobs = ProcrastinateJob.objects.filter(task_name=name, status="todo").order_by("pk")
    for job in list(jobs):
        task.func(**job.args)
    jobs.update(status="succeeded")


def hear_of_failures():
    run("unreached", unreached)


def town(settings, *, sheet: Sheet = LUCIENNE, mail: bool = False) -> Town:
    settings.ENTREMISE_SMS_URL = "" if mail else "http://127.0.0.1/?to={to}&text={text}"
    settings.EMAIL_HOST = "127.0.0.1"
    kits.kit_version("temps_ordinaire")
    desk = mutual_aid.desk()
    sheet = replace(sheet, phones=(PERSON,), mail="lucienne@exemple.invalid")
    row = mutual_aid.asked_by(desk.register_id, sheet)
    at = commons.now()
    take_need(actor=desk.owner, need_id=row.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Faire des courses.")
    understand_need(actor=desk.owner, need_id=row.pk, what=what, at=at)
    row.refresh_from_db()
    return Town(desk, row)


def offer(town: Town, *, phone: str = HELPER, mail: str = "", user_id=None) -> Offer:
    """Of somebody whose sheet is sealed, accepted by the desk."""
    at, phones = commons.now(), (phone,) if phone else ()
    person = store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=town.desk.register_id,
        sheet=Sheet(name=Name("Belkacem", "Samira"), phones=phones, mail=mail),
        mode=RegistrationMode.SELF,
        at=at,
    )
    new = mutual_aid.new_offer(key=uuid.uuid4(), person=person, user_id=user_id)
    offer_id = receive_offer(actor=RESIDENT, new=new, at=at)
    accept_offer(actor=town.desk.owner, offer_id=offer_id, at=at)
    return Offer.objects.get(pk=offer_id)


def asked(words, number="+33639980066"):
    """As somebody asks for herself on the web."""
    return Asked(
        key=uuid.uuid4(),
        sheet=Sheet(name=Name("", "Odette"), phones=(number,)),
        words=words,
        category="courses",
        spot=mutual_aid.BUTTE,
        when=When(),
        for_whom=ForWhom.SELF,
        urgency=Urgency.SOON,
        is_shown=True,
    )


def offered(number="+33639980055", mail=""):
    """As somebody offers her help on the web."""
    sheet = Sheet(name=Name("Marchal", "Yanis"), phones=(number,), mail=mail)
    return Offered(
        key=uuid.uuid4(),
        sheet=sheet,
        words="",
        kind=OfferKind.STANDING,
        categories=("courses",),
        spot=mutual_aid.BUTTE,
        radius_m=2000,
        capacity=1,
        languages=("fr",),
        means=(),
        slots=(),
        is_minor=False,
    )


def sent(template):
    return Message.objects.get(template=template)


def by_mail(row):
    return Channel(row.channel) is Channel.EMAIL
