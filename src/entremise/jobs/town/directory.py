"""The services around Aubrelle as their publishers deliver them: one file imported, the next one waiting to be accepted."""

import json
import random
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.directory.operations import correct_service, tell_room
from entremise.directory.operations.deliveries import queue_services
from entremise.directory.operations.services import Room
from entremise.directory.queries import search
from entremise.directory.vocabulary import Capacity, NewService, ServiceCard
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.places import STREETS
from entremise.journeys.import_services import (
    compare_services,
    receive_services_file,
    run_services,
)

STEWARD: Final = "Noémie Castagné"
ORIENTEUR: Final = "Mireille Tounkara"
SERVICES: Final = 200
LICENCE: Final = "Licence Ouverte 2.0 (données inventées)"
HOUSES: Final = (
    "Maison des Lavandières", "Centre social des Prés", "Relais de la Butte", "Association Pas à Pas", "Espace En-Haut",
    "Foyer du Foulon", "Comptoir solidaire", "Mission locale de l'Orvance", "Atelier des Merles", "Accueil Louise-Vasseur",
    "Union des aînés d'Aubrelle", "Collectif Portes ouvertes",
)  # fmt: skip
HOURS: Final = ("Mo-Fr 09:00-12:00,14:00-17:00; PH off", "Tu,Th 14:00-18:00; PH off", "We 09:00-12:00", "Mo-Sa 10:00-18:00; PH off")  # fmt: skip
# What a service is called, its theme, for whom, how it is asked.
OFFERS: Final = (
    ("Épicerie sociale", "equipement-et-alimentation--alimentation", ("beneficiaires-des-minimas-sociaux",), "aide-materielle"),
    ("Colis du vendredi", "equipement-et-alimentation--alimentation", ("tous-publics",), "aide-materielle"),
    ("Aide au ménage", "equipement-et-alimentation--aide-menagere", ("seniors", "personnes-en-situation-de-handicap"), "accompagnement"),
    ("Vestiaire", "equipement-et-alimentation--habillement", ("tous-publics",), "aide-materielle"),
    ("Consultation sans rendez-vous", "sante--acces-aux-soins", ("tous-publics",), "information"),
    ("Écoute psychologique", "sante--sante-mentale", ("jeunes", "familles"), "accompagnement"),
    ("Consultation alcool et tabac", "sante--addictions", ("tous-publics",), "accompagnement"),
    ("Accueil de jour", "famille--prise-en-charge-personne-dependante", ("seniors",), "accompagnement"),
    ("Café des aidants", "famille--soutien-aidants", ("familles",), "atelier"),
    ("Permanence violences", "famille--surmonter-conflits-separation-violence", ("femmes",), "accompagnement"),
    ("Après-midi de rencontre", "remobilisation--lien-social", ("seniors",), "atelier"),
    ("Conseil budget", "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere", ("tous-publics",), "accompagnement"),
    ("Permanence surendettement", "difficultes-financieres--situation-dendettement-surendettement", ("tous-publics",), "accompagnement"),
    ("Fonds pour le loyer", "logement-hebergement--reduire-les-impayes-de-loyer", ("tous-publics",), "aide-financiere"),
    ("Conseil logement", "logement-hebergement--se-maintenir-dans-le-logement", ("tous-publics",), "information"),
    ("Nuitées d'urgence", "logement-hebergement--rechercher-une-solution-dhebergement-temporaire", ("personnes-en-situation-durgence",), "aide-materielle"),
    ("Écrivain public", "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives", ("tous-publics",), "accompagnement"),
    ("Accès aux droits", "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits", ("tous-publics",), "information"),
    ("Conseiller numérique", "numerique--acceder-a-des-services-en-ligne", ("tous-publics",), "atelier"),
    ("Transport à la demande", "mobilite--mobilite-douce-partagee-collective", ("seniors",), "aide-materielle"),
    ("Ateliers de français", "lecture-ecriture-calcul--maitriser-le-francais", ("personnes-exilees",), "formation"),
)  # fmt: skip


def structures(on: datetime) -> Iterator[dict[str, object]]:
    for number, name in enumerate(HOUSES, start=1):
        yield {
            "source": "orvance-solidaire",
            "id": f"orvance-solidaire--s{number}",
            "nom": name,
            "date_maj": f"{on:%Y-%m-%d}",
            "telephone": f"01 99 00 70 {number:02}",
        }


def services(on: datetime) -> Iterator[dict[str, object]]:
    """Two hundred invented services, the same at each build; every seventh was not looked at for long."""
    chance = random.Random(200)  # noqa: S311 -- invented services
    for number in range(1, SERVICES + 1):
        turn, offer = divmod(number, len(OFFERS))
        name, theme, publics, kind = OFFERS[offer]
        house, street = (turn + offer) % len(HOUSES), chance.choice(STREETS)
        age = chance.randrange(200, 400) if number % 7 == 0 else chance.randrange(1, 120)
        yield {
            "source": "orvance-solidaire",
            "structure_id": f"orvance-solidaire--s{house + 1}",
            "id": f"orvance-solidaire--{number}",
            "nom": f"{name} – {HOUSES[house]}" if turn else name,
            "description": f"{name} à Aubrelle. Service inventé pour la démonstration.",
            "date_maj": f"{on - timedelta(days=age):%Y-%m-%d}",
            "type": kind,
            "thematiques": [theme],
            "publics": list(publics),
            "frais": "gratuit" if number % 5 else "payant",
            "adresse": f"{chance.randrange(1, street.numbers)} {street.name}",
            "commune": "Aubrelle",
            "code_postal": "00100",
            "code_insee": "00001",
            "latitude": street.lat,
            "longitude": street.lon,
            "telephone": f"01 99 00 {71 + number // 100} {number % 100:02}",
            "horaires_accueil": HOURS[number % len(HOURS)],
            "modes_accueil": ["en-presentiel"],
            "modes_mobilisation": ["telephoner", "se-presenter"],
            "mobilisable_par": ["usagers", "professionnels"] if number % 6 else ["professionnels"],
            "zone_eligibilite": ["00001"],
        }


def next_services(on: datetime) -> list[dict[str, object]]:
    """The next delivery: some have moved, some are gone, one line says nothing."""
    found = list(services(on))
    for one in found[10:16]:
        one["horaires_accueil"] = "Mo-Fr 10:00-16:00; PH off"
    found[3]["nom"] = "Vestiaire du quai"
    extra = dict(found[0], id="orvance-solidaire--901", nom="Bus des prés")
    return [*found[:190], extra, dict(found[0], id="", nom="Sans numéro")]


def fill_directory(cast: Cast, now: datetime) -> None:
    """One delivery imported a month ago and corrected since; the next one was brought this morning."""
    before = now - timedelta(days=32)
    accept(cast, bring(cast, list(services(before)), before), before)
    clerk = cast.actor(ORIENTEUR, now)
    for card in search(text="Écoute psychologique")[:1]:
        room = Room(Capacity.WAITING, "Trois semaines", localdate(now) + timedelta(days=20))
        tell_room(actor=clerk, service_id=card.service_id, room=room, at=now - timedelta(days=3))
    for card in search(text="Épicerie sociale")[:1]:
        new = as_new(card, phone="+33199007699")
        correct_service(
            actor=clerk, service_id=card.service_id, new=new, at=now - timedelta(days=6)
        )
    bring(cast, next_services(before), now - timedelta(hours=2))


def as_new(card: ServiceCard, **given: object) -> NewService:
    same = {one.name: getattr(card, one.name) for one in fields(NewService)}
    return NewService(**(same | given))


def bring(cast: Cast, found: list[dict[str, object]], at: datetime) -> int:
    files = {
        "services-orvance.json": json.dumps(found, ensure_ascii=False).encode(),
        "structures-orvance.json": json.dumps(list(structures(at)), ensure_ascii=False).encode(),
    }
    actor = cast.actor(STEWARD, at)
    number = receive_services_file(actor=actor, files=files, source="", licence=LICENCE, at=at)
    compare_services(delivery_id=number, at=at)
    return number


def accept(cast: Cast, number: int, at: datetime) -> None:
    queue_services(actor=cast.actor(STEWARD, at), delivery_id=number, is_whole=True, at=at)
    run_services(delivery_id=number, at=at)
