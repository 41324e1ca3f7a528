"""Forty tips of Aubrelle in its week of heat or cold: most checked lately, two contested, one about to end, three to read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.helping import AGENTS
from entremise.jobs.town.today import kit_of_season
from entremise.mutual_aid.operations.tips import contest_tip, propose_tip, publish_tip
from entremise.mutual_aid.vocabulary.tips import TipCategory, TipFault, TipText

HALL: Final = "01 99 00 12 00"
CCAS: Final = "01 99 00 12 15"
DESK: Final = "01 99 00 12 40"
DRAFTS: Final = 3
# title | what to know | where | district | subject | who says so | public contact
ALL_YEAR: Final = """
Repas à 4 euros, sans rendez-vous|Le midi du lundi au vendredi. Part à emporter possible.|Table Ouverte, rue des Mégissiers|Q2|FOOD|Table Ouverte|
Panier de légumes à petit prix|Le vendredi dès 17 h, paniers à 3 euros. Venez avec un sac.|Halle couverte|Q1|FOOD|Table Ouverte|
Repas portés à domicile|Attente de quatre jours. On peut commencer par trois repas par semaine.|Portage des Cinq-Gués||FOOD|Le portage de repas|CCAS
Pain de la veille à moitié prix|Chaque matin avant 9 h.|Boulangerie de la rue de la Butte|Q3|FOOD|Vu en boutique lundi|
L'épicerie monte les sacs|Livraison gratuite dès 15 euros, le mardi et le jeudi.|Épicerie, avenue des Grands-Prés|Q4|FOOD|L'épicerie|
Camion d'épicerie aux hameaux|Il s'arrête le mercredi à 10 h et le samedi à 9 h.|Route d'En-Haut, devant l'abri|Q5|FOOD|La mairie|HALL
Pharmacie de garde le soir|La liste est affichée sur la porte. La nuit, appelez le 3237.|Place du Marché-Couvert|Q1|HEALTH|La pharmacie|
Vaccins sans avance d'argent|Le jeudi de 14 h à 17 h, avec la carte Vitale.|Centre de santé, rue Louise-Vasseur|Q3|HEALTH|Le centre de santé|
Médicaments portés à la maison|Pour les personnes qui ne peuvent pas sortir. Ordonnance à confier au livreur.|Pharmacie de la Butte|Q3|HEALTH|La pharmacie|
Parler quand le moral baisse|Sans rendez-vous le mardi de 9 h à 12 h.|Centre Le Gué||HEALTH|Le centre Le Gué|
Écoute jour et nuit|Le 3114, gratuit, pour soi ou pour un proche qui va mal.|||HEALTH|Le CCAS|CCAS
Aide pour les papiers|Avec ou sans rendez-vous, un agent aide à remplir en ligne.|France services Lanvigny||PAPERS|France services|
Chèque énergie : on vous aide|Apportez l'avis d'impôt et une facture. Le lundi matin.|CCAS, 1 place du Marché-Couvert||PAPERS|Le CCAS|CCAS
Imprimer gratuitement|Dix pages par semaine. L'agent aide à scanner.|Médiathèque L'Escale|Q1|PAPERS|La médiathèque|HALL
Dettes : un conseil gratuit|Rendez-vous en quatre jours. Rien n'est dit à la banque.|Point conseil budget||PAPERS|Le point conseil budget|
Écrivain public|Il écrit et relit vos lettres. Le vendredi de 10 h à 12 h.|Salle des Tanneurs|Q2|PAPERS|Le CCAS|CCAS
Bus gratuit pendant l'alerte|Toutes les lignes de la ville, sans ticket, jusqu'à la levée du plan.|||TRANSPORT|La mairie|HALL
Navette vers la médiathèque|Départ à 10 h et 14 h, retour à 17 h. Le chauffeur aide à monter.|Square des Tilleuls|Q4|TRANSPORT|Le bureau d'entraide|DESK
Transport depuis les hameaux|À la demande, la veille avant 17 h. Un euro le trajet.|Hameaux d'En-Haut|Q5|TRANSPORT|Le bureau d'entraide|DESK
Vélo réparé gratuitement|Atelier le samedi de 14 h à 17 h. Les pièces sont à prix coûtant.|Impasse du Foulon|Q2|TRANSPORT|L'atelier|
Un appel par semaine|Quelqu'un vous appelle, toujours la même personne.|Le Fil d'Aubrelle||COMPANY|Le Fil d'Aubrelle|DESK
Café du matin|Le mercredi de 9 h à 11 h, gratuit. On vient vous chercher si besoin.|Salle des Tanneurs|Q2|COMPANY|Le Fil d'Aubrelle|DESK
Ascenseur en panne : qui appeler|Le gardien note, le bailleur répond sous un jour.|Allée des Tanneurs|Q2|HOME|Orvance Habitat|
Petites réparations|Une ampoule, un volet, une fuite : six bénévoles, sous trois jours.|Mains de Lanvigny||HOME|Mains de Lanvigny|DESK
"""
HEAT: Final = """
La médiathèque reste fraîche|23 degrés, fauteuils et eau. Ouverte de 10 h à 20 h pendant l'alerte, même sans carte.|Médiathèque L'Escale|Q1|COOL|La médiathèque|HALL
La halle ouverte la nuit|Lits de camp et ventilateurs, de 20 h à 8 h. Apportez un drap.|Halle couverte, place du Marché-Couvert|Q1|COOL|La mairie|HALL
Ombre et eau au parc|Les brumisateurs marchent de 11 h à 19 h. Bancs à l'ombre près du lavoir.|Parc du Foulon|Q2|COOL|Le service des espaces verts|HALL
Fontaine d'eau potable|Elle coule de nouveau. On peut remplir ses bouteilles.|Place du Marché-Couvert, côté mairie|Q1|COOL|Le service des eaux|HALL
Salle fraîche aux Tanneurs|Une salle à 25 degrés et des jeux de cartes, de 13 h à 18 h.|Salle des Tanneurs|Q2|COOL|Le CCAS|CCAS
Gymnase ouvert l'après-midi|La salle basse reste fraîche. De 12 h à 19 h, avec toilettes accessibles.|Gymnase des Prés|Q4|COOL|Le service des sports|HALL
Rafraîchir une pièce sans climatiseur|Volets fermés le jour, linge humide devant la fenêtre la nuit. Fiche gratuite à l'accueil.|Accueil du CCAS||COOL|Le CCAS|CCAS
Prêt de ventilateurs|Vingt ventilateurs prêtés pour la semaine. Priorité aux plus de 65 ans.|CCAS, 1 place du Marché-Couvert||COOL|Le CCAS|CCAS
Église ouverte toute la journée|La nef est fraîche, ouverte de 9 h à 18 h. Bancs, silence, eau au fond.|Vieux-Pont|Q1|COOL|Une voisine y est allée mercredi|
Eau en bouteilles aux hameaux|Six bouteilles par foyer, sur demande, pendant l'alerte.|La Combe-Noire|Q5|FOOD|La mairie|HALL
Jeux de société au frais|Le mardi et le jeudi de 14 h à 17 h.|Médiathèque L'Escale|Q1|COMPANY|La médiathèque|HALL
Aide aux devoirs l'été|Du CE1 à la quatrième, le matin. Inscription sur place.|École, rue de l'École-Neuve|Q4|CHILDREN|L'école|HALL
Jeux d'eau pour les petits|De 10 h à 12 h, avec chapeau et crème. Un adulte par famille.|Square des Tilleuls|Q4|CHILDREN|Une maman du quartier|
Le lavoir est au frais|On peut s'asseoir les pieds dans l'eau. Attention, le sol glisse.|Chemin de la Source|Q5|COOL|Un promeneur, dimanche|
Glaces offertes samedi|Le glacier en donne aux enfants à 16 h.|Quai des Lavandières|Q1|CHILDREN|Entendu au marché|
"""
COLD: Final = """
La médiathèque est chauffée|20 degrés, fauteuils et thé. Ouverte de 10 h à 20 h pendant l'alerte, même sans carte.|Médiathèque L'Escale|Q1|COOL|La médiathèque|HALL
La halle ouverte la nuit|Lits de camp et couvertures, de 20 h à 8 h. Les chiens sont acceptés.|Halle couverte, place du Marché-Couvert|Q1|COOL|La mairie|HALL
Boissons chaudes au parc|Thé et soupe dans le pavillon, de 11 h à 15 h.|Parc du Foulon|Q2|COOL|Table Ouverte|
Douches chaudes gratuites|Du lundi au samedi de 7 h à 11 h. Serviette et savon sur place.|Gymnase des Prés|Q4|COOL|Le service des sports|HALL
Salle chauffée aux Tanneurs|Une salle à 20 degrés et des jeux de cartes, de 13 h à 18 h.|Salle des Tanneurs|Q2|COOL|Le CCAS|CCAS
Gymnase ouvert l'après-midi|La salle basse est chauffée. De 12 h à 19 h, avec toilettes accessibles.|Gymnase des Prés|Q4|COOL|Le service des sports|HALL
Garder la chaleur sans trop payer|Volets fermés dès la nuit, boudin de porte, 19 degrés. Fiche gratuite à l'accueil.|Accueil du CCAS||COOL|Le CCAS|CCAS
Prêt de radiateurs|Vingt radiateurs d'appoint prêtés pour la semaine. Jamais de brasero dedans.|CCAS, 1 place du Marché-Couvert||COOL|Le CCAS|CCAS
Église ouverte toute la journée|La nef est chauffée, de 9 h à 18 h. Bancs, silence, thé au fond.|Vieux-Pont|Q1|COOL|Une voisine y est allée mercredi|
Sel pour les trottoirs|Deux seaux par foyer, à prendre avec une pelle.|La Combe-Noire|Q5|HOME|La mairie|HALL
Jeux de société au chaud|Le mardi et le jeudi de 14 h à 17 h.|Médiathèque L'Escale|Q1|COMPANY|La médiathèque|HALL
Aide aux devoirs le soir|Du CE1 à la quatrième, à 17 h. Inscription sur place.|École, rue de l'École-Neuve|Q4|CHILDREN|L'école|HALL
Manteaux d'enfants|Propres, de deux à douze ans, à prendre le mercredi.|Square des Tilleuls|Q4|CHILDREN|Une maman du quartier|
Le bois de l'abri est à tous|Prenez dix bûches, pas plus.|Chemin de la Source|Q5|COOL|Un promeneur, dimanche|
Crêpes offertes samedi|Le crêpier en donne aux enfants à 16 h.|Quai des Lavandières|Q1|CHILDREN|Entendu au marché|
"""
CARELESS: Final = "Ma voisine garde les chats|Appelez-la au 06 39 98 20 77, elle est très gentille.|Chemin des Merles|Q3|HOME|Un voisin|"


def texts(now: datetime) -> Iterator[TipText]:
    """What is good to know this season, those to read last."""
    season = HEAT if kit_of_season(now.month) == "canicule" else COLD
    contacts = {"HALL": HALL, "CCAS": CCAS, "DESK": DESK, "": ""}
    for line in (*ALL_YEAR.split("\n"), *season.split("\n"), CARELESS):
        if not line:
            continue
        title, words, place, district, category, source, contact = line.split("|")
        yield TipText(
            title=title,
            words=words,
            place=place,
            district=district,
            category=TipCategory(category),
            source=source,
            contact=contacts[contact],
        )


@transaction.atomic  # one commit for forty
def fill_tips(cast: Cast, now: datetime) -> None:
    found = tuple(texts(now))
    shown = len(found) - DRAFTS
    for number, text in enumerate(found):
        checked_at = now - timedelta(days=number % 9, hours=2)
        key = uuid5(NAMESPACE_URL, f"aubrelle/{text.title}")
        tip_id = propose_tip(
            actor=RESIDENT, key=key, text=text, at=checked_at - timedelta(hours=20)
        )
        if number < shown:
            days = 3 if number == shown - 1 else 20 + number
            publish_tip(
                actor=cast.actor(AGENTS[number % 2], now),
                tip_id=tip_id,
                until=localdate(now) + timedelta(days=days),
                at=checked_at,
            )
        if text.title == "Pain de la veille à moitié prix":
            say_wrong(tip_id, TipFault.HOURS, "C'est à 8 h maintenant.", now)
        if text.title == "Église ouverte toute la journée":
            say_wrong(tip_id, TipFault.CLOSED, "Fermée jeudi pour des travaux.", now)


def say_wrong(tip_id: int, fault: TipFault, words: str, now: datetime) -> None:
    contest_tip(tip_id=tip_id, fault=fault, words=words, at=now - timedelta(hours=1))
