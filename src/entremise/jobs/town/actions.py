"""Twenty actions of Aubrelle: held with their hours, open, full with people who wait, called off, a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.sharing import share_some_needs
from entremise.jobs.town.staff import CALLERS
from entremise.solidarity.operations.actions import (
    add_slots,
    cancel_action,
    draft_action,
    note_held,
    open_action,
    validate_action,
)
from entremise.solidarity.operations.certificates import issue_certificate
from entremise.solidarity.operations.places import (
    book_place,
    confirm_place,
    leave_place,
    note_presence,
)
from entremise.solidarity.queries.actions import action
from entremise.solidarity.queries.places import places_in
from entremise.solidarity.vocabulary.actions import (
    ActionKind,
    Holder,
    NewAction,
    NewSlot,
    PlaceState,
)

ZONE = ZoneInfo("Europe/Paris")
PARTNER = "Fatoumata Sow"
DESK = "Olga Shevchuk"
HELPER = "Samira Belkacem"
MEAL, GOODS, COOL = ActionKind.MEAL, ActionKind.DISTRIBUTION, ActionKind.COOL_PLACE
COMPANY, WORKS, NEWS = ActionKind.COMPANY, ActionKind.WORKS, ActionKind.INFORMATION
WEEKLY = "FREQ=WEEKLY;COUNT=6"


@dataclass(frozen=True, slots=True)
class Told:
    """An action as it is told; `after` days from today, negative when it is over."""

    title: str
    kind: ActionKind
    district: str
    place: str
    text: str
    after: int
    hour: int
    hours: int = 2
    tasks: tuple[tuple[str, int], ...] = (("", 6),)
    rule: str = ""
    bring: str = ""
    age: int = 18
    booked: int = 3
    is_partner: bool = False
    ending: str = ""  # "DRAFT", "VALIDATED", "CANCELLED"


PORTS = (("Accueil", 2), ("Port de charges", 4))
TOLD = (
    Told("Ouverture de L'Escale pendant l'alerte", COOL, "Q1", "Médiathèque L'Escale",
         "Accueillir, servir à boire, tenir compagnie.", -40, 14, 3, (("", 5),), booked=5),
    Told("Courses montées aux Tanneurs", GOODS, "Q2", "Hall du 12, allée des Tanneurs",
         "L'ascenseur est arrêté : on monte l'eau et les courses aux étages.", -38, 10, 2, PORTS, booked=6,
         bring="De bonnes chaussures"),
    Told("Tournée des volets", WORKS, "Q3", "Square de la Butte",
         "Fermer des volets coincés avec deux bricoleurs.", -36, 9, 2, booked=4),
    Told("Goûter à la halle couverte", MEAL, "Q1", "Halle couverte",
         "Un goûter, des jeux de cartes.", -29, 16, 2, booked=4, is_partner=True, age=16),
    Told("Tracts d'entraide porte à porte", NEWS, "Q4", "École-Neuve, devant la grille",
         "Déposer un tract dans les boîtes, sans sonner.", -27, 17, 2, booked=3, age=16),
    Told("Repas de quartier des Grands-Prés", MEAL, "Q4", "Gymnase des Prés",
         "Dresser les tables, servir, ranger ensemble.", -20, 11, 4, (("Cuisine", 3), ("Service", 4)), booked=6),
    Told("Promenade lente au parc du Foulon", COMPANY, "Q2", "Entrée du parc du Foulon",
         "Marcher une heure avec des voisins qui sortent peu.", -15, 9, 1, booked=3, is_partner=True),
    Told("Nettoyage des caves du quai", WORKS, "Q1", "12 quai des Lavandières",
         "Sortir ce que l'orage a mouillé.", -9, 9, 3, PORTS, booked=5, bring="Gants et bottes"),
    Told("Distribution de colis", GOODS, "Q1", "Salle des Tanneurs",
         "Préparer et remettre les colis de Table Ouverte.", -5, 10, 3, PORTS, booked=5),
    Told("Café des aidants", COMPANY, "Q3", "Maison de la Butte",
         "Une heure pour souffler, autour d'un café.", -2, 15, 2, booked=2, is_partner=True),
    Told("Petit-déjeuner partagé", MEAL, "Q2", "Salle des Tanneurs",
         "Un café, du pain, de la compagnie pour qui vit seul.", 2, 8, 2, (("Accueil", 2), ("Cuisine", 3)),
         WEEKLY, "Un tablier si vous en avez un", 16, 2, is_partner=True),
    Told("Distribution de repas de Table Ouverte", GOODS, "Q1", "Salle des Tanneurs",
         "Remettre cinquante repas, deux heures durant.", 3, 11, 2, PORTS, WEEKLY, booked=3),
    Told("Visite de la serre pédagogique", COMPANY, "Q4", "Serre de l'École-Neuve",
         "Accompagner six personnes à pied, puis un thé.", 4, 14, 2, (("", 3),), booked=6),
    Told("Accueil à la médiathèque", COOL, "Q1", "Médiathèque L'Escale",
         "Accueillir, servir à boire, appeler la navette.", 1, 13, 3, (("Accueil", 3),),
         "FREQ=DAILY;COUNT=5", booked=2, age=16),
    Told("Atelier réparation de vélos", WORKS, "Q4", "Cour du gymnase des Prés",
         "Remettre en état des vélos pour les tournées.", 6, 10, 3, bring="Vos outils", booked=1),
    Told("Tournée des hameaux", NEWS, "Q5", "Parking de la route d'En-Haut",
         "Porter le bulletin d'entraide aux fermes, en voiture.", 8, 9, 3, (("Conduite", 3), ("Remise", 3)), booked=2),
    Told("Aide aux devoirs", COMPANY, "Q4", "École de l'École-Neuve",
         "Deux heures de devoirs, à quatre ou cinq enfants.", 5, 10, 2, (("", 4),), WEEKLY, booked=2),
    Told("Repas partagé de la Butte", MEAL, "Q3", "Maison de la Butte",
         "Installer, servir, raccompagner.", 7, 12, 3, booked=3, ending="CANCELLED"),
    Told("Lecture à voix haute", COMPANY, "Q1", "Halle couverte",
         "Lire le journal et des nouvelles à voix haute.", 10, 15, 1, booked=0, is_partner=True, ending="DRAFT"),
    Told("Grand ménage de la salle", WORKS, "Q2", "Salle des Tanneurs",
         "Laver, ranger, compter les tables.", 12, 9, 3, booked=0, ending="VALIDATED"),
)  # fmt: skip


@transaction.atomic  # one commit for some three hundred gestures
def play_actions(cast: Cast, without_account: Sequence[UUID], now: datetime) -> None:
    """All twenty, through the operations of those who run and join them."""
    partner = cast.actor(PARTNER, now)
    share_some_needs(partner=partner, now=now)
    past = ActionPast(cast, partner, without_account, now)
    for number, told in enumerate(TOLD):
        past.play(number, told)
    note_held(actor=SYSTEM, at=now)
    issue_certificate(
        actor=cast.actor(HELPER, now),
        name=HELPER,
        organization_id=cast.host,
        since=localdate(now) - timedelta(days=60),
        until=localdate(now),
        at=now,
    )


@dataclass(slots=True)
class ActionPast:
    cast: Cast
    partner: Actor
    without_account: Sequence[UUID]
    now: datetime
    desk: Actor = field(init=False)
    crowd: list[Actor] = field(init=False)

    def __post_init__(self) -> None:
        self.desk = self.cast.actor(DESK, self.now)
        names = (HELPER, *(one.name for one in CALLERS))
        self.crowd = [self.cast.actor(name, self.now) for name in names]

    def play(self, number: int, told: Told) -> None:
        runner = self.partner if told.is_partner else self.desk
        start = self.moment(told)
        made = min(self.now, start) - timedelta(days=15)
        action_id = draft_action(actor=runner, new=new_action(told), at=made)
        for task, seats in told.tasks:
            new = NewSlot(start, start + timedelta(hours=told.hours), seats, task, told.rule)
            add_slots(actor=runner, action_id=action_id, new=new, at=made)
        if told.ending == "DRAFT":
            return
        validate_action(actor=self.desk, action_id=action_id, at=made)
        if told.ending == "VALIDATED":
            return
        open_action(actor=runner, action_id=action_id, at=made)
        self.fill(number, told, action_id, made + timedelta(days=2))
        if told.ending == "CANCELLED":
            why = "Orage annoncé par Météo-France"
            cancel_action(actor=self.desk, action_id=action_id, reason=why, at=self.now)
        elif told.after < 0:
            self.note(runner, action_id)

    def moment(self, told: Told) -> datetime:
        day = localdate(self.now) + timedelta(days=told.after)
        return datetime.combine(day, time(told.hour), ZONE)

    def fill(self, number: int, told: Told, action_id: int, at: datetime) -> None:
        """People of the first slots; the last to come wait when it is full, and one frees a seat."""
        card = action(action_id=action_id)
        if card is None:
            return
        start = card.slots[0].starts_at
        first = [
            one.slot_id for one in card.slots if one.starts_at == start for _ in range(one.seats)
        ]
        who = islice(cycle(self.crowd), number % 7, number % 7 + told.booked)
        places = [
            (actor, self.book(actor, slot_id, at))
            for actor, slot_id in zip(who, cycle(first), strict=False)
        ]
        for actor, place_id in places[: told.booked // 2]:
            confirm_place(actor=actor, place_id=place_id, at=at)
        if told.booked > sum(seats for _, seats in told.tasks):
            leave_place(actor=places[0][0], place_id=places[0][1], at=self.now)
        if number % 4 == 3 and told.after < 0:
            person = self.without_account[number % len(self.without_account)]
            book_place(
                actor=self.desk,
                slot_id=first[0],
                age=18,
                may_wait=True,
                at=at,
                holder=Holder(person=person),
            )

    def book(self, actor: Actor, slot_id: int, at: datetime) -> int:
        return book_place(actor=actor, slot_id=slot_id, age=18, may_wait=True, at=at)

    def note(self, runner: Actor, action_id: int) -> None:
        """Most came; now and then somebody had warned, or did not come."""
        card = action(action_id=action_id)
        for slot in card.slots if card else ():
            places = places_in(slot_ids=[slot.slot_id])
            said = {one.place_id: presence(one.place_id) for one in places}
            note_presence(actor=runner, slot_id=slot.slot_id, presences=said, at=slot.ends_at)


def presence(number: int) -> PlaceState:
    unlike = {11: PlaceState.EXCUSED, 12: PlaceState.ABSENT}
    return unlike.get(number % 13, PlaceState.PRESENT)


def new_action(told: Told) -> NewAction:
    return NewAction(
        kind=told.kind,
        title=told.title,
        text=told.text,
        place=told.place,
        district=told.district,
        phone="+33199006109" if told.is_partner else "+33199001240",
        bring=told.bring,
        minimum_age=told.age,
    )
