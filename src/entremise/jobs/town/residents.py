"""The invented people of Aubrelle's registers, from a seed; ten of them have a story."""

import random
from dataclasses import dataclass, replace
from datetime import date

from entremise.jobs.town.names import ADULT_MEN, FIRST_ADULT, FIRST_OLD_MEN, FIRST_OLD_WOMEN, LAST
from entremise.jobs.town.places import STREETS, WEIGHTS

SEED = 20260713
LANGUAGES = ("pt", "ar", "kab", "ta", "tr", "es", "it", "uk")
LINKS = ("fille", "fils", "nièce", "neveu", "voisine", "sœur", "frère", "amie")
OF_MEN = {"fille": "fils", "nièce": "neveu", "voisine": "voisin", "sœur": "frère", "amie": "ami"}
OF_WOMEN = {man: woman for woman, man in OF_MEN.items()}


@dataclass(frozen=True, slots=True)
class Resident:
    """One line of a register, before anybody mistypes it."""

    last: str
    first: str
    is_woman: bool
    birth: date
    number: str
    street: str
    district: str
    landline: str = ""
    mobile: str = ""
    birth_name: str = ""
    lives_alone: bool = False
    hot_home: bool = False
    top_floor: bool = False
    language: str = "fr"
    channel: str = "VOICE"
    hearing: str = ""
    mode: str = "SELF"
    contact_name: str = ""
    contact_link: str = ""
    contact_phone: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""
    story: str = ""  # R1 … R10
    email: str = ""


STORIES = (
    Resident(
        "Palluel",
        "Lucienne",
        True,
        date(1940, 3, 9),
        "4",
        "rue de la Butte",
        "Q3",
        landline="0199003107",
        hearing="Parler fort et lentement",
        contact_name="Catherine Palluel",
        contact_link="fille",
        contact_phone="0639982310",
        story="R1",
    ),
    Resident(
        "Palluel",
        "Robert",
        False,
        date(1938, 5, 21),
        "4",
        "rue de la Butte",
        "Q3",
        landline="0199003107",
        mode="THIRD_PARTY",
        contact_name="Catherine Palluel",
        contact_link="fille",
        contact_phone="0639982310",
        story="R2",
    ),
    Resident(
        "Morvillé",
        "Jean",
        False,
        date(1935, 2, 17),
        "12",
        "chemin des Merles",
        "Q3",
        landline="0199003144",
        contact_name="Jean Morvillé",
        contact_link="fils",
        contact_phone="0639982011",
        story="R3",
    ),
    Resident(
        "Morvillé",
        "Jean",
        False,
        date(1964, 9, 4),
        "12",
        "chemin des Merles",
        "Q3",
        landline="0199003144",
        mobile="0639982011",
        story="R4",
    ),
    Resident(
        "Trémel",
        "Solange",
        True,
        date(1953, 1, 30),
        "2",
        "rue des Mégissiers",
        "Q2",
        mobile="0639982057",
        lives_alone=True,
        hot_home=True,
        channel="SMS",
        hearing="Sourde, lit bien, parle la langue des signes",
        story="R5",
    ),
    Resident(
        "Keïta",
        "Ousmane",
        False,
        date(1958, 4, 11),
        "16",
        "allée des Tanneurs",
        "Q2",
        mobile="0639982090",
        lives_alone=True,
        hot_home=True,
        top_floor=True,
        guardian_name="Bénédicte Orain",
        guardian_phone="0199006101",
        mode="REPRESENTATIVE",
        story="R6",
    ),
    Resident(
        "Quéméneur",
        "Thérèse",
        True,
        date(1947, 6, 2),
        "21",
        "quai des Lavandières",
        "Q1",
        landline="0199003180",
        lives_alone=True,
        mode="THIRD_PARTY",
        contact_name="Annick Quéméneur",
        contact_link="nièce",
        contact_phone="0639982318",
        story="R7",
    ),
    Resident(
        "Dussolier",
        "Albert",
        False,
        date(1932, 8, 25),
        "3",
        "lieu-dit La Combe-Noire",
        "Q5",
        landline="0199003166",
        contact_name="Martine Dussolier",
        contact_link="fille",
        contact_phone="0639982377",
        story="R8",
    ),
    Resident(
        "Anselme",
        "Marguerite",
        True,
        date(1944, 11, 12),
        "17",
        "rue du Vieux-Pont",
        "Q1",
        landline="0199003118",
        lives_alone=True,
        story="R9",
    ),
)
NADIA = Resident(
    "Bensalem",
    "Nadia",
    True,
    date(1992, 2, 8),
    "3",
    "rue de l'École-Neuve",
    "Q4",
    mobile="0639982033",
    story="R10",
    lives_alone=False,
)


class Town:
    """Draws people one after the other; the same seed gives the same town."""

    def __init__(self, seed: int = SEED) -> None:
        self.chance = random.Random(seed)  # noqa: S311 -- an invented town, not a secret
        self.landlines = iter(self.chance.sample(range(4000, 9000), 2000))
        self.mobiles = iter(self.chance.sample(range(3000, 9000), 2000))
        self.seen = {(person.last, person.first) for person in (*STORIES, NADIA)}

    def name(self, *, is_woman: bool, is_old: bool) -> tuple[str, str]:
        pool = (FIRST_OLD_WOMEN if is_woman else FIRST_OLD_MEN) if is_old else FIRST_ADULT
        while True:
            pair = (self.chance.choice(LAST).replace("-", " ", 1), self.chance.choice(pool))
            if pair not in self.seen:
                self.seen.add(pair)
                return pair

    def place(self) -> tuple[str, str, str]:
        district = self.chance.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
        street = self.chance.choice([street for street in STREETS if street.district == district])
        return str(self.chance.randint(1, street.numbers)), street.name, district

    def birth(self, *, youngest: int, oldest: int) -> date:
        year = 2026 - round(self.chance.triangular(youngest, oldest, (youngest + oldest) / 2))
        return date(year, self.chance.randint(1, 12), self.chance.randint(1, 28))

    def person(self, *, youngest: int = 66, oldest: int = 99, phone_share: float = 1.0) -> Resident:
        is_woman = self.chance.random() < 0.64
        last, first = self.name(is_woman=is_woman, is_old=youngest >= 60)
        number, street, district = self.place()
        born = Resident(
            last,
            first,
            is_woman,
            self.birth(youngest=youngest, oldest=oldest),
            number,
            street,
            district,
        )
        return self.with_life(born, phone_share)

    def with_life(self, person: Resident, phone_share: float) -> Resident:
        """Add what people tell a register: phones, who to warn, how to speak to them."""
        chance = self.chance
        has_phone = chance.random() < phone_share
        has_contact = chance.random() < 0.72
        return replace(
            person,
            landline=f"019900{next(self.landlines)}" if has_phone and chance.random() < 0.7 else "",
            mobile=f"063998{next(self.mobiles)}" if has_phone else "",
            birth_name=chance.choice(LAST).split("-")[0]
            if person.is_woman and chance.random() < 0.2
            else "",
            lives_alone=chance.random() < 0.46,
            hot_home=chance.random() < (0.4 if person.district == "Q2" else 0.12),
            top_floor=person.district == "Q2" and chance.random() < 0.2,
            language=chance.choice(LANGUAGES) if chance.random() < 0.05 else "fr",
            hearing="Parler fort et lentement" if chance.random() < 0.12 else "",
            mode=chance.choices(("SELF", "THIRD_PARTY", "REPRESENTATIVE"), weights=(78, 18, 4))[0],
            contact_name=f"{(near := chance.choice(FIRST_ADULT))} {person.last}"
            if has_contact
            else "",
            contact_link=link_of(near, chance.choice(LINKS)) if has_contact else "",
            contact_phone=f"063998{next(self.mobiles)}" if has_contact else "",
        )


def link_of(first: str, link: str) -> str:
    """« nièce » of a woman, « neveu » of a man."""
    said = OF_MEN if first in ADULT_MEN else OF_WOMEN
    return said.get(link, link)


@dataclass(frozen=True, slots=True)
class Population:
    """900 registered people: by register, in the order of their files."""

    alert: tuple[Resident, ...]  # 412, of whom some have no number
    voluntary: tuple[Resident, ...]  # 96
    safeguard: tuple[Resident, ...]  # 240
    home_care: tuple[Resident, ...]  # 152


ALERT, VOLUNTARY, SAFEGUARD, HOME_CARE = 412, 96, 240, 152
WITHOUT_NUMBER = 21


def population(seed: int = SEED) -> Population:
    """The people of the town; 21 of the 508 to be called have no number."""
    town = Town(seed)
    silent = set(town.chance.sample(range(len(STORIES), ALERT), WITHOUT_NUMBER))
    alert = list(STORIES)
    alert += [
        town.person(phone_share=0.0 if index in silent else 1.0)
        for index in range(len(STORIES), ALERT)
    ]
    return Population(
        alert=tuple(alert),
        voluntary=tuple(town.person(youngest=61, oldest=92) for _ in range(VOLUNTARY)),
        safeguard=tuple(
            town.person(youngest=24 if index % 3 else 68, oldest=90) for index in range(SAFEGUARD)
        ),
        home_care=tuple(town.person(youngest=70, oldest=98) for _ in range(HOME_CARE)),
    )
