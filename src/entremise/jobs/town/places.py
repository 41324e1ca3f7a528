"""Streets and districts of Aubrelle."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    district: str
    numbers: int
    lat: float
    lon: float


DISTRICTS = {
    "Q1": "Vieux-Pont",
    "Q2": "Les Tanneurs",
    "Q3": "La Butte-aux-Merles",
    "Q4": "Les Grands-Prés",
    "Q5": "Hameaux d'En-Haut",
}

STREETS = (
    Street("rue du Vieux-Pont", "Q1", 64, 46.5003, 3.2012),
    Street("quai des Lavandières", "Q1", 38, 46.4978, 3.1986),
    Street("place du Marché-Couvert", "Q1", 22, 46.5017, 3.1991),
    Street("rue des Mégissiers", "Q2", 48, 46.4961, 3.2071),
    Street("allée des Tanneurs", "Q2", 30, 46.4936, 3.2098),
    Street("impasse du Foulon", "Q2", 12, 46.4949, 3.2049),
    Street("rue de la Butte", "Q3", 72, 46.5071, 3.2093),
    Street("chemin des Merles", "Q3", 40, 46.5102, 3.2121),
    Street("rue Louise-Vasseur", "Q3", 56, 46.5059, 3.2136),
    Street("avenue des Grands-Prés", "Q4", 88, 46.4921, 3.1897),
    Street("rue de l'École-Neuve", "Q4", 34, 46.4903, 3.1932),
    Street("square des Tilleuls", "Q4", 18, 46.4937, 3.1921),
    Street("route d'En-Haut", "Q5", 46, 46.5362, 3.2297),
    Street("chemin de la Source", "Q5", 20, 46.5417, 3.2346),
    Street("lieu-dit La Combe-Noire", "Q5", 9, 46.5489, 3.2251),
)

# Share of the registered people by district: the hill is old, the hamlets are small.
WEIGHTS = {"Q1": 20, "Q2": 24, "Q3": 30, "Q4": 16, "Q5": 10}
