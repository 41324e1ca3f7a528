"""Who asks and who offers in Aubrelle: her sheet, what for, where; from a seed."""

import random
import uuid
from dataclasses import dataclass

from entremise.jobs.town.names import FIRST_ADULT, FIRST_OLD_MEN, FIRST_OLD_WOMEN, LAST
from entremise.jobs.town.places import STREETS, WEIGHTS, Street
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vocabulary import Address, Contact, Name, Sheet, Title

CATEGORIES: tuple[str, ...] = (
    "courses",
    "conversation",
    "trajet",
    "animal",
    "devoirs",
    "numerique",
    "bricolage",
    "demarches",
    "visite",
    "autre",
)
OFFERED = (30, 28, 12, 10, 16, 12, 8, 8, 10, 6)
ASKED = (34, 14, 22, 6, 8, 10, 12, 16, 14, 6)
COMMON_LANGUAGES = ("ar", "pt", "tr")  # asked for; the others manage in French
LANGUAGES = ("ar", "pt", "tr", "uk", "ta", "es", "en")
SAID = {
    "courses": "Je ne peux plus porter mes courses, l'ascenseur est en panne.",
    "conversation": "J'aimerais parler à quelqu'un une fois par semaine.",
    "trajet": "Il me faut quelqu'un pour aller à l'hôpital et en revenir.",
    "animal": "Mon chien a besoin de sortir le matin.",
    "devoirs": "Ma fille est en quatrième et je ne peux pas l'aider en maths.",
    "numerique": "Je voudrais appeler ma fille en vidéo.",
    "bricolage": "Une ampoule est grillée dans l'escalier et je n'ose plus monter.",
    "demarches": "Je ne comprends pas la lettre de la caisse.",
    "visite": "Je ne vois personne depuis longtemps.",
    "autre": "Je cherche quelqu'un pour arroser mes plantes pendant l'hôpital.",
}


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who asks or offers: her sheet, the key of her words, and where she lives."""

    key: uuid.UUID
    sheet: Sheet
    category: str
    street: Street


def entrant(chance: random.Random, weights: tuple[int, ...], home: Street | None = None) -> Entrant:
    district = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    street = home or chance.choice([one for one in STREETS if one.district == district])
    category = chance.choices(CATEGORIES, weights)[0]
    is_old = weights is ASKED and chance.random() < 0.6
    title, first = Title.NONE, chance.choice(FIRST_ADULT)
    if is_old:
        title = Title.MADAME if chance.random() < 0.65 else Title.MONSIEUR
        first = chance.choice(FIRST_OLD_WOMEN if title is Title.MADAME else FIRST_OLD_MEN)
    key = uuid.UUID(int=chance.getrandbits(128), version=4)
    language = chance.choice(LANGUAGES) if chance.random() < 0.12 else "fr"
    text = SAID[category] if weights is ASKED else ""
    sheet = Sheet(
        name=Name(last=chance.choice(LAST), first=first, title=title),
        birth_year=chance.randint(1932, 1950) if is_old else chance.randint(1951, 2006),
        phones=(f"+3363998{chance.randint(3000, 9999):04d}",),
        address=Address(f"{chance.randint(1, street.numbers)} {street.name}"),
        district=street.district,
        contact=Contact(language=language),
        free_text=Words().with_text(key, text).text(),
    )
    return Entrant(key, sheet, category, street)


def spot_of(one: Entrant) -> Spot:
    return Spot(one.street.lat, one.street.lon, one.street.district)
