"""The agents, volunteers, services and members of Aubrelle: bodies, accounts, roles."""

from dataclasses import dataclass

from entremise.accounts.vocabulary import OrganizationKind, Role


@dataclass(frozen=True, slots=True)
class Body:
    key: str
    name: str
    with_article: str
    after_de: str
    kind: OrganizationKind
    phone: str = ""
    territory: str = "00001"
    hours: str = ""
    address: str = ""


TOWN_HALL = "mairie"
BODIES = (
    Body(
        TOWN_HALL,
        "Mairie d'Aubrelle",
        "la mairie d'Aubrelle",
        "de la mairie d'Aubrelle",
        OrganizationKind.COMMUNE,
        phone="+33199001200",
        hours="tous les jours, 8 h – 20 h",
        address="1 place du Marché-Couvert, 00100 Aubrelle",
    ),
    Body(
        "ccas",
        "CCAS d'Aubrelle",
        "le CCAS d'Aubrelle",
        "du CCAS d'Aubrelle",
        OrganizationKind.CCAS,
        "+33199001215",
    ),
    Body(
        "departement",
        "Département du Val-d'Orvance",
        "le département du Val-d'Orvance",
        "du département du Val-d'Orvance",
        OrganizationKind.DEPARTEMENT,
        phone="+33199006000",
        territory="00",
    ),
    Body(
        "epci",
        "Communauté de communes des Cinq-Gués",
        "la communauté de communes des Cinq-Gués",
        "de la communauté de communes des Cinq-Gués",
        OrganizationKind.EPCI,
    ),
    Body(
        "committee",
        "Comité des données d'Aubrelle",
        "le comité des données d'Aubrelle",
        "du comité des données d'Aubrelle",
        OrganizationKind.COMMITTEE,
    ),
)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody with an account; `roles` are held in the body `body`, `others` elsewhere."""

    first: str
    last: str
    body: str
    roles: tuple[Role, ...]
    others: tuple[tuple[str, Role], ...] = ()
    level: int = 0
    languages: tuple[str, ...] = ("fr",)
    is_elected: bool = False
    ends_on: str = ""

    @property
    def login(self) -> str:
        return simple(f"{self.first}.{self.last}")

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


PLAIN = str.maketrans(
    "àâäçéèêëîïôöùûüÿñãıÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑÃİ' ",
    "aaaceeeeiioouuuynai" + "aaaceeeeiioouuuynai" + "--",
)


def simple(name: str) -> str:
    """A login from a name: small letters, points and hyphens."""
    return name.translate(PLAIN).lower().replace("'", "-").replace("’", "-")


WORKERS = (
    Worker("Hélène", "Marchadier", TOWN_HALL, (Role.DECIDER,), is_elected=True),
    Worker("Youssef", "Aït-Braham", TOWN_HALL, (Role.LEGAL_OFFICER,)),
    Worker("Noémie", "Castagné", TOWN_HALL, (Role.STEWARD,)),
    Worker("Thi-Lan", "Vuong", TOWN_HALL, (Role.DPO,)),
    Worker("Baptiste", "Le Floc'h", TOWN_HALL, (Role.ADMINISTRATOR,)),
    Worker("Awa", "Diarra", TOWN_HALL, (Role.CAMPAIGN_LEAD,)),
    Worker("Marek", "Nowicki", TOWN_HALL, (Role.CALLER,), level=1, ends_on="2026-12-31"),
    Worker("Sabrina", "Oukaci", TOWN_HALL, (Role.CALLER,), level=2, languages=("fr", "kab", "ar")),
    Worker("João", "Teixeira", TOWN_HALL, (Role.CALLER,), level=1, languages=("fr", "pt")),
    Worker("Perrine", "Gauchet", TOWN_HALL, (Role.CALLER,), level=3),
    Worker("Émile", "Sarrazin", TOWN_HALL, (Role.CALLER,), level=4),
    Worker("Kavitha", "Ramanathan", TOWN_HALL, (Role.CALLER,), level=2, languages=("fr", "ta")),
    Worker("Jean-Luc", "Pasquet", TOWN_HALL, (Role.CALLER,), level=1),
    Worker("Mireille", "Tounkara", TOWN_HALL, (Role.ORIENTEUR,)),
    Worker(
        "Antoine", "Bellec", TOWN_HALL, (Role.ORIENTEUR,), others=(("departement", Role.ORIENTEUR),)
    ),
    Worker("Romain", "Delacourt", TOWN_HALL, (Role.CLERK,)),
    Worker("Olga", "Shevchuk", TOWN_HALL, (Role.GO_BETWEEN,), languages=("fr", "uk")),
    Worker("Idris", "Caradec", TOWN_HALL, (Role.GO_BETWEEN,)),
    Worker("Samira", "Belkacem", TOWN_HALL, (Role.CONTRIBUTOR,), languages=("fr", "ar")),
    Worker("Gwenaël", "Tardieu", TOWN_HALL, (Role.VISITOR,)),
    Worker("Assia", "Benmansour", TOWN_HALL, (Role.VISITOR,)),
    Worker("Ginette", "Aumont", "committee", (Role.MEMBER,)),
    Worker("Deniz", "Yıldırım", "committee", (Role.MEMBER,)),
    Worker("Solange", "Pernety", "committee", (Role.MEMBER,), is_elected=True),
    Worker(
        "Gaspard", "Hurel", TOWN_HALL, (Role.DECIDER,)
    ),  # the director general, second signatory
    Worker(
        "Lise", "Montreynaud", TOWN_HALL, (Role.CLERK,)
    ),  # the second pair of eyes on paper ballots
)

# Eleven more callers make the eighteen of the week of July; they have a first name and a level.
MORE_CALLERS = (
    ("Louise", "Ancel", 1),
    ("Karim", "Benslimane", 1),
    ("Anaïs", "Courtil", 2),
    ("Didier", "Fromentin", 2),
    ("Maïmouna", "Keita-Roux", 1),
    ("Paul", "Lestienne", 2),
    ("Rosa", "Marques", 1),
    ("Hugo", "Perrault", 1),
    ("Sylvie", "Quintard", 4),
    ("Ivan", "Sokolov", 1),
    ("Chloé", "Vasseur", 2),
)
CALLERS = tuple(worker for worker in WORKERS if Role.CALLER in worker.roles) + tuple(
    Worker(first, last, TOWN_HALL, (Role.CALLER,), level=level)
    for first, last, level in MORE_CALLERS
)
LEARNERS = (  # they learn to call: a consent awaited, the beginning, the middle, a call by two, a refresher
    Worker("Nadia", "Bourdon", TOWN_HALL, (Role.CONTRIBUTOR,)),
    Worker("Lucas", "Amsellem", TOWN_HALL, (Role.CALLER,)),
    Worker("Inès", "Koné", TOWN_HALL, (Role.CALLER,)),
    Worker("Théo", "Vidalenc", TOWN_HALL, (Role.CALLER,)),
    Worker("Rachid", "Benamor", TOWN_HALL, (Role.CALLER,)),
)
GUESTS = (  # each answers for one service or association of the directory
    Worker("Maëlle", "Couturier", "SSIAD de l'Orvance", (Role.SERVICE,)),
    Worker("Fatoumata", "Sow", "Le Fil d'Aubrelle", (Role.PARTNER,)),
)

# Who sits in which college; the members drawn by lot have no account: they vote on paper or by phone.
SEATS = {
    "AUTHORITY": ("Solange Pernety",),
    "CONCERNED": ("Ginette Aumont",),
    "CONTRIBUTORS": ("Deniz Yıldırım",),
}
MORE_MEMBERS = {
    "AUTHORITY": ("Bernard Tillois", "Nathalie Orsini"),
    "CONCERNED": ("Marcel Vignolles", "Fatma Ayari", "Jeanne Corbières"),
    "CONTRIBUTORS": ("Éva Lindqvist", "Samuel Okafor"),
}
