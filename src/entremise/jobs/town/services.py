"""The services and associations of Aubrelle: what they do, where, how soon."""

from dataclasses import dataclass
from datetime import datetime

from entremise.accounts.vocabulary import SYSTEM
from entremise.directory.operations import add_service
from entremise.directory.queries import search
from entremise.directory.vocabulary import Capacity, NewService
from entremise.jobs.town.cast import Cast

ALL_DISTRICTS = ("Q1", "Q2", "Q3", "Q4", "Q5")


@dataclass(frozen=True, slots=True)
class TownService:
    """`themes` are codes of the kits; `capacity` is OPEN, WAITING or CLOSED."""

    name: str
    themes: tuple[str, ...]
    districts: tuple[str, ...]
    capacity: str
    reply_days: int
    opening: str
    phone: str
    note: str = ""
    has_account: bool = False


SERVICES = (
    TownService(
        "CCAS d'Aubrelle",
        ("courses_repas", "loyer", "papiers_droits"),
        ALL_DISTRICTS,
        "OPEN",
        1,
        "Mo-Fr 09:00-17:00; PH off",
        "+33199001215",
    ),
    TownService(
        "Portage de repas des Cinq-Gués",
        ("courses_repas",),
        ALL_DISTRICTS,
        "WAITING",
        2,
        "Mo-Sa 08:00-12:00; PH off",
        "+33199006101",
        "Attente de 4 jours",
    ),
    TownService(
        "Équipe APA du département",
        ("perte_autonomie", "menage"),
        ALL_DISTRICTS,
        "OPEN",
        6,
        "Mo-Fr 09:00-16:00; PH off",
        "+33199006002",
    ),
    TownService(
        "SSIAD de l'Orvance",
        ("soins",),
        ("Q1", "Q2", "Q3", "Q4"),
        "CLOSED",
        3,
        "Mo-Su 07:00-20:00",
        "+33199006103",
        "Complet",
        has_account=True,
    ),
    TownService(
        "Centre médico-psychologique Le Gué",
        ("moral",),
        ALL_DISTRICTS,
        "WAITING",
        5,
        "Mo-Fr 09:00-18:00; PH off",
        "+33199006104",
        "Attente de 30 jours",
    ),
    TownService(
        "France services Lanvigny",
        ("papiers_droits", "acces_droits", "internet"),
        ALL_DISTRICTS,
        "OPEN",
        2,
        "Mo-Sa 09:00-12:00; PH off",
        "+33199006105",
    ),
    TownService(
        "MDPH 00",
        ("handicap",),
        ALL_DISTRICTS,
        "OPEN",
        12,
        "Tu,Th 09:00-12:00; PH off",
        "+33199006106",
    ),
    TownService(
        "Point conseil budget",
        ("argent_dettes", "surendettement"),
        ALL_DISTRICTS,
        "OPEN",
        4,
        "We 14:00-18:00; PH off",
        "+33199006107",
    ),
    TownService(
        "Bailleur Orvance Habitat",
        ("logement", "x-coupure", "x-chaleur", "x-froid"),
        ("Q2",),
        "OPEN",
        1,
        "Tous les jours, astreinte la nuit",
        "+33199006108",
    ),
    TownService(
        "Le Fil d'Aubrelle",
        ("solitude", "x-visite"),
        ALL_DISTRICTS,
        "OPEN",
        1,
        "Mo-Su 10:00-19:00",
        "+33199006109",
        "14 places",
    ),
    TownService(
        "Table Ouverte",
        ("courses_repas",),
        ("Q1", "Q2"),
        "OPEN",
        2,
        "Tu,Fr 10:00-14:00; PH off",
        "+33199006110",
        "Répond par téléphone seulement",
    ),
    TownService(
        "Mains de Lanvigny",
        ("x-chaleur", "x-froid", "x-voisin"),
        ALL_DISTRICTS,
        "OPEN",
        3,
        "Sa 09:00-17:00; PH off",
        "+33199006111",
        "6 places",
    ),
    TownService(
        "Signes et Voix",
        ("handicap", "solitude"),
        ALL_DISTRICTS,
        "OPEN",
        2,
        "Mo-Fr 10:00-17:00; PH off",
        "+33199006112",
        "3 places, langue des signes",
    ),
    TownService(
        "Patte Douce",
        ("x-animal",),
        ALL_DISTRICTS,
        "CLOSED",
        4,
        "Sa 14:00-18:00; PH off",
        "+33199006113",
        "Fermé en août",
    ),
)


EVERYBODY = ("usagers", "professionnels")
FOR_PROFESSIONALS = frozenset({"SSIAD de l'Orvance", "Équipe APA du département"})


def add_services(cast: Cast, at: datetime) -> None:
    """The directory; the CCAS is a body already."""
    for one in SERVICES:
        new = NewService(
            name=one.name,
            themes=one.themes,
            districts=() if len(one.districts) == 5 else one.districts,
            capacity=Capacity(one.capacity),
            capacity_note=one.note,
            reply_days=one.reply_days,
            opening=one.opening,
            phone=one.phone,
            has_account=one.has_account,
            reached_by=() if one.name in FOR_PROFESSIONALS else EVERYBODY,
        )
        own = cast.bodies["ccas"] if one.name == "CCAS d'Aubrelle" else None
        add_service(actor=SYSTEM, new=new, at=at, organization_id=own)


def service_named(name: str) -> int:
    """The organization of a service."""
    return search(text=name)[0].organization_id or 0
