"""A town where every person carries a mark: called, reported, referred, refusing, entered, brought in a file."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.attacks.marked_aid import surround
from tests.attacks.marks import MARKS, Mark
from tests.make import (
    accounts,
    commons,
    decisions,
    directory,
    mutual_aid,
    outreach,
    people,
    triage,
)

from entremise.accounts.vocabulary import RESIDENT, Actor, Role
from entremise.commons.models import Record
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.raise_alarm import raise_danger
from entremise.journeys.record_death import record_death
from entremise.journeys.report_difficulty import Difficulty
from entremise.journeys.save_step import save_step
from entremise.journeys.send_item import send_item
from entremise.mutual_aid.operations.introductions import agree_as_person
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.vocabulary.needs import Urgency, When
from entremise.outreach.vocabulary.calls import TakenCall
from entremise.outreach.vocabulary.thread import SavedStep
from entremise.people.vault import tracker_code
from entremise.referral.operations.reports import take_report
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import Sent, SentBy
from entremise.referral.vocabulary.reports import Consent, OpenedReport
from entremise.registers.models import Delivery

CALLED = MARKS[:10]  # in the order in which they are called
TOLD, PLACED, WAITING, DEAD, TALKED, SHOWN, HELD, REFUSING, ASKING, FREE = CALLED
ENTERED = MARKS[10]
HELPED, UNASKED = MARKS[11:13]  # both have said yes; the person has not been asked yet
BROUGHT = frozenset(MARKS[13:])
WITHOUT_PEOPLE = (  # the last one may close the accounts of the others
    Role.CAMPAIGN_LEAD,
    Role.DECIDER,
    Role.DPO,
    Role.LEGAL_OFFICER,
    Role.MEMBER,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser, the role it has, and whom it may meet while nobody posts anything."""

    name: str
    role: Role | None
    client: Client
    meets: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Town:
    people: dict[UUID, Mark]
    visitors: tuple[Visitor, ...]


def marked_town() -> Town:
    """Built through the operations and the pages themselves, by people at work."""
    accounts.host()
    make.all_kits()
    decisions.committee()
    decisions.voting()
    room = outreach.room(*(mark.sheet() for mark in CALLED))
    known = dict(zip(room.people, CALLED, strict=True))
    asked, those_who_help = helped()
    visitors = (
        *those_who_help,
        *those_who_place(room),
        *those_who_call(room),
        *those_at_the_desk(room, known),
        with_a_file(),
        Visitor("anybody", None, Client()),
        visitor(Role.VISITOR),  # not sent anywhere
        *(visitor(role) for role in WITHOUT_PEOPLE),
    )
    return Town(known | entered() | asked, visitors)


def visitor(role: Role, *meets: Mark, name: str = "", actor: Actor | None = None) -> Visitor:
    who = actor or accounts.actor(role, organization=people.body())
    return Visitor(name or role.value, role, triage.browser(who), frozenset(meets))


def those_who_place(room: outreach.Room) -> tuple[Visitor, ...]:
    """Two orienteurs with one report each, a third report waits; a service with an account, one with a link."""
    card, answering = triage.service_with_account()
    _, stranger = triage.service_with_account()
    first, second = triage.orienteur(), triage.orienteur()
    told = place(first, reported(room, TOLD), card.service_id, SentBy.ACCOUNT)
    placed = place(second, reported(room, PLACED), directory.service().service_id, SentBy.LINK)
    reported(room, WAITING)
    elsewhere = accounts.actor(Role.ORIENTEUR, organization=accounts.organization())
    by_account = visitor(Role.SERVICE, TOLD, name="service", actor=answering)
    by_account.client.post(reverse("service:referral", args=[told.referral_id]))
    by_link = Client()
    by_link.post(reverse("service:link", args=[placed.secret]))
    return (
        visitor(Role.ORIENTEUR, TOLD, name="orienteur", actor=first),
        visitor(Role.ORIENTEUR, PLACED, name="second orienteur", actor=second),
        visitor(Role.ORIENTEUR, name="orienteur of another body", actor=elsewhere),
        by_account,
        visitor(Role.SERVICE, name="another service", actor=stranger),
        Visitor("service by link", None, by_link, frozenset({PLACED})),
    )


def reported(room: outreach.Room, mark: Mark) -> OpenedReport:
    """The next person of the list is called, and her difficulty told."""
    items = [
        Difficulty("courses_repas", 2, consent, ItemFacts(said=f"Le frigo de {mark.stem} est vide"))
        for consent in (Consent.YES, Consent.NO)
    ]
    return triage.called(*items, room=room)


def place(who: Actor, opened: OpenedReport, service_id: int, sent_by: SentBy) -> Sent:
    at = commons.now()
    take_report(actor=who, report_id=opened.report_id, at=at)
    return send_item(
        actor=who,
        report=report(report_id=opened.report_id),
        item_id=opened.item_ids[0],
        service_id=service_id,
        sent_by=sent_by,
        text="Portage de repas à mettre en place",
        at=at,
    )


def those_who_call(room: outreach.Room) -> tuple[Visitor, ...]:
    """One told a death and speaks now, one has a number on the screen, one is about to call, one has nobody."""
    died = outreach.told(room.caller, room.campaign, commons.now())
    record_death(actor=room.caller, call_id=died.call_id, token=died.token, at=commons.now())
    seat = outreach.now_shift(room.campaign)
    others = [outreach.caller(room.campaign, seat=seat) for _ in range(3)]
    for other in others:
        outreach.let_read(other, room.campaign)
    speak(room.caller, outreach.shown(room.caller, room.campaign, commons.now()))
    outreach.shown(others[0], room.campaign, commons.now())
    outreach.held(others[1], room.campaign, commons.now())
    met = ((room.caller, (TALKED,)), (others[0], (SHOWN,)), (others[1], (HELD,)), (others[2], ()))
    return tuple(
        visitor(Role.CALLER, *marks, name=f"caller {number}", actor=actor)
        for number, (actor, marks) in enumerate(met, 1)
    )


def speak(caller: Actor, taken: TakenCall) -> None:
    """Something is noted, and somebody is in danger."""
    given = {"actor": caller, "call_id": taken.call_id, "token": taken.token}
    for saved in (
        SavedStep("notice", answer="yes"),
        SavedStep("feeling", note=f"{TALKED.stem} dort mal"),
    ):
        save_step(**given, saved=saved, at=commons.now())
    raise_danger(**given, at=commons.now())


def those_at_the_desk(room: outreach.Room, known: dict[UUID, Mark]) -> tuple[Visitor, ...]:
    """A clerk found two people: one refuses all, one has a code and opens her page; her colleague found nobody."""
    actor = people.clerk()
    clerk = visitor(Role.CLERK, name="clerk", actor=actor)
    person = {mark: uuid for uuid, mark in known.items()}
    for mark in (REFUSING, ASKING):
        clerk.client.post(reverse("desk:by_phone"), {"phone": f"0{mark.numbers[0]}"})
    refusing = reverse("desk:read_back", args=[person[REFUSING]])
    clerk.client.post(refusing, {"scope": "ALL", "channel": "PHONE"})
    (register_id,) = room.campaign.sources
    grant_id = people.grant_of(actor, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, register_id)
    code = tracker_code(
        actor=actor, grant_id=grant_id, person=person[ASKING], at=commons.now(), second="tilleul"
    )
    herself = Client()
    herself.post(reverse("resident:tracker"), {"code": code, "second": "tilleul"})
    written_to = frozenset(
        {*CALLED, ENTERED}
    )  # whoever is new in a register gets a letter from the desk
    return (
        replace(clerk, meets=written_to),
        visitor(Role.CLERK, *written_to, name="second clerk"),
        Visitor("herself", None, herself, frozenset({ASKING})),
    )


def helped() -> tuple[dict[UUID, Mark], tuple[Visitor, ...]]:
    """Two needs of one go-between: a helper said yes to both, one of the persons too."""
    desk = mutual_aid.desk()
    offer = mutual_aid.offer(user_id=desk.helper.user_id, capacity=3)
    asked = {}
    for mark in (HELPED, UNASKED):
        need, at = mutual_aid.asked_by(desk.register_id, mark.sheet()), commons.now()
        take_need(actor=desk.owner, need_id=need.pk, at=at)
        what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses.")
        understand_need(actor=desk.owner, need_id=need.pk, what=what, at=at)
        need.refresh_from_db()
        met = mutual_aid.meeting(desk.owner, need, offer)
        if mark is HELPED:
            surround(desk, met, mark)
            agree_as_person(actor=RESIDENT, introduction_id=met.pk, at=at)
        asked[need.person] = mark
    return asked, (
        visitor(Role.GO_BETWEEN, HELPED, UNASKED, actor=desk.owner),
        visitor(Role.GO_BETWEEN, name="another go-between", actor=desk.colleague),
        visitor(Role.CONTRIBUTOR, HELPED, actor=desk.helper),
        visitor(Role.PARTNER, actor=desk.partner),
    )


def with_a_file() -> Visitor:
    """A steward who has brought a file and looks at its columns."""
    keeper = visitor(Role.STEWARD, *CALLED, ENTERED, HELPED, UNASKED)
    register_id = make.register(dossier=make.DOSSIER)
    lines = [
        f"VAN{mark.stem};Lu{mark.stem};{mark.born:%d/%m/%Y};3 rue {mark.stem};0{mark.numbers[0]}"
        for mark in BROUGHT
    ]
    content = "\n".join(["Nom;Prénom;Date de naissance;Adresse;Téléphone", *lines])
    file = SimpleUploadedFile("Registre.csv", content.encode())
    keeper.client.post(reverse("steward:upload", args=[register_id]), {"file": file})
    delivery = Delivery.objects.get()
    columns = {f"column_{index}": word for index, word in enumerate(delivery.mapping)}
    keeper.client.post(reverse("steward:mapping", args=[delivery.pk]), columns)
    return keeper


def entered() -> dict[UUID, Mark]:
    """Somebody enters herself by the web: a letter of confirmation waits."""
    before = set(Record.objects.values_list("person", flat=True))
    stem, (landline, _, relative) = ENTERED.stem, ENTERED.numbers
    entry = {
        "who": "SELF",
        "title": "MADAME",
        "last": f"Van{stem}",
        "first": f"Lu{stem}",
        "birth_day": ENTERED.born.day,
        "birth_month": ENTERED.born.month,
        "birth_year": ENTERED.born.year,
        "quality": "65 ans ou plus",
        "line": f"3 rue {stem}",
        "postcode": "00100",
        "town": "Aubrelle",
        "phone": f"0{landline}",
        "hearing_note": f"Parler fort à {stem}",
        "relative": f"Catherine {stem}",
        "relative_phone": f"0{relative}",
    }
    answer = Client().post(reverse("resident:register"), entry)
    assert answer.status_code == 302
    (person,) = set(Record.objects.values_list("person", flat=True)) - before
    return {person: ENTERED}
