"""Streets and districts of Aubrelle."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    district: str
    numbers: int


DISTRICTS = {
    "Q1": "Vieux-Pont",
    "Q2": "Les Tanneurs",
    "Q3": "La Butte-aux-Merles",
    "Q4": "Les Grands-Prés",
    "Q5": "Hameaux d'En-Haut",
}

STREETS = (
    Street("rue du Vieux-Pont", "Q1", 64),
    Street("quai des Lavandières", "Q1", 38),
    Street("place du Marché-Couvert", "Q1", 22),
    Street("rue des Mégissiers", "Q2", 48),
    Street("allée des Tanneurs", "Q2", 30),
    Street("impasse du Foulon", "Q2", 12),
    Street("rue de la Butte", "Q3", 72),
    Street("chemin des Merles", "Q3", 40),
    Street("rue Louise-Vasseur", "Q3", 56),
    Street("avenue des Grands-Prés", "Q4", 88),
    Street("rue de l'École-Neuve", "Q4", 34),
    Street("square des Tilleuls", "Q4", 18),
    Street("route d'En-Haut", "Q5", 46),
    Street("chemin de la Source", "Q5", 20),
    Street("lieu-dit La Combe-Noire", "Q5", 9),
)

# Share of the registered people by district: the hill is old, the hamlets are small.
WEIGHTS = {"Q1": 20, "Q2": 24, "Q3": 30, "Q4": 16, "Q5": 10}
