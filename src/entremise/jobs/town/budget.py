"""Money for actions in every state: envelopes, commitments, expenses; two micro-grants; missions of the authority."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime

from entremise.jobs.town.cast import Cast
from entremise.kernel.origin import Origin
from entremise.solidarity.operations.budget import (
    close_envelope,
    commit_money,
    free_money,
    note_report,
    open_envelope,
)
from entremise.solidarity.operations.expenses import (
    approve_expense,
    justify_expense,
    refuse_expense,
)
from entremise.solidarity.operations.missions import (
    accept_mission,
    decline_mission,
    propose_mission,
)
from entremise.solidarity.queries.budget import (
    ACTION,
    actions_to_fund,
    minutes_given,
)
from entremise.solidarity.vocabulary.budget import (
    CommitmentKind,
    NewCommitment,
    NewEnvelope,
    NewExpense,
)
from entremise.solidarity.vocabulary.missions import NewMission

FIRST, SECOND = "Hélène Marchadier", "Gaspard Hurel"
SPENDERS: Final = ("Olga Shevchuk", "Awa Diarra")
HOUR_CENTS: Final = 12_02
RECEIPT: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 68>>stream
BT /F1 18 Tf 60 760 Td (Facture d'une demonstration, Aubrelle) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """`fate`: WAITING, ONCE (one approval), PAID, REFUSED."""

    label: str
    cents: int
    fate: str = "PAID"


@dataclass(frozen=True, slots=True)
class Promise:
    label: str
    payee: str
    cents: int
    spent: tuple[Spent, ...] = ()
    is_grant: bool = False
    is_reported: bool = False
    freed: str = ""


@dataclass(frozen=True, slots=True)
class Purse:
    title: str
    cents: int
    act: str
    code: str
    promises: tuple[Promise, ...] = ()
    is_closed: bool = False


PURSES: Final = (
    Purse("Repas et goûters de quartier", 4_800_00, "Délibération 2026-31 du 28 mars", "60623", (
        Promise("Repas froids, trois dimanches", "Traiteur Les Halles d'Aubrelle", 1_350_00, (
            Spent("Repas froids, premier dimanche", 450_00),
            Spent("Repas froids, deuxième dimanche", 450_00, "ONCE"),
        )),
        Promise("Tables et bancs", "Bricovert Orvance", 620_00, (Spent("Dix tables, vingt bancs", 587_40),), freed="Livraison offerte."),
        Promise("Fête de la rue du Lavoir", "Collectif La Rue du Lavoir", 400_00, (Spent("Micro-subvention versée", 400_00),), is_grant=True, is_reported=True),
    )),
    Purse("Transport des personnes seules", 3_000_00, "Délibération 2026-31 du 28 mars", "6247", (
        Promise("Carburant du minibus", "Garage des Cinq-Gués", 900_00, (
            Spent("Carburant, juin", 212_35),
            Spent("Carburant, juillet", 198_80, "WAITING"),
            Spent("Lavage du minibus", 64_00, "REFUSED"),
        )),
        Promise("Location d'un second minibus", "Autocars de l'Orvance", 1_100_00, freed="La communauté de communes en prête un."),
    )),
    Purse("Coups de pouce aux collectifs", 2_500_00, "Délibération 2026-32 du 28 mars", "65748", (
        Promise("Jardin partagé, eau et ombre", "Collectif des Grands-Prés", 750_00, (Spent("Micro-subvention, premier versement", 500_00, "WAITING"),), is_grant=True),
    )),
    Purse("Ateliers réparation", 1_200_00, "Délibération 2026-40 du 23 mai", "60632"),
    Purse("Matériel des livraisons du printemps", 800_00, "Délibération 2026-12 du 31 janvier", "60632", (
        Promise("Sacs isothermes", "Bricovert Orvance", 780_00, (Spent("Quarante sacs isothermes", 780_00),)),
    ), is_closed=True),
)  # fmt: skip
TASKS: Final = (
    ("Samira Belkacem", "Traduire au guichet et au téléphone, mairie annexe des Tanneurs.", "ACCEPTED"),
    ("Sabrina Oukaci", "Conduire le minibus de la ville entre les quartiers et la salle fraîche.", "ACCEPTED"),
    ("Marek Nowicki", "Porter de l'eau aux personnes du registre, avec un agent.", "PROPOSED"),
    ("João Teixeira", "Tenir la buvette de la salle fraîche.", "DECLINED"),
)  # fmt: skip


@transaction.atomic  # one commit: the town is built in seconds
def fill_budget(cast: Cast, now: datetime) -> None:
    """The money of this year and the missions of this summer, by the operations of the pages."""
    for number, (purse, origin) in enumerate(zip_longest(PURSES, busiest_actions(cast.host))):
        open_purse(cast, purse, origin, now - timedelta(days=60 - number))
    for name, tasks, fate in TASKS:
        send_on_mission(cast, cast.users[name], tasks, fate, now)


def busiest_actions(organization_id: int) -> list[Origin]:
    """The two actions to which people gave most time."""
    minutes = minutes_given(pk for pk, _title in actions_to_fund(organization_id=organization_id))
    busiest = sorted(minutes, key=lambda pk: (-minutes[pk], pk or 0))[:2]
    return [Origin(ACTION, pk) for pk in busiest if pk is not None]


def open_purse(cast: Cast, purse: Purse, origin: Origin | None, at: datetime) -> None:
    decider = cast.actor(FIRST, at)
    new = NewEnvelope(
        title=purse.title,
        year=localtime(at).year,
        amount_cents=purse.cents,
        act_reference=purse.act,
        account_code=purse.code,
        hour_cents=HOUR_CENTS,
        origin=origin,
    )
    envelope_id = open_envelope(actor=decider, new=new, at=at)
    for number, promise in enumerate(purse.promises):
        commit(cast, envelope_id, promise, SPENDERS[number % 2], at + timedelta(days=3 + number))
    if purse.is_closed:
        end = at + timedelta(days=30)
        reason = "Les livraisons sont finies."
        close_envelope(actor=decider, envelope_id=envelope_id, reason=reason, at=end)


def commit(cast: Cast, envelope_id: int, promise: Promise, name: str, at: datetime) -> None:
    spender, today = cast.actor(name, at), localtime(at).date()
    new = NewCommitment(
        kind=CommitmentKind.MICRO_GRANT if promise.is_grant else CommitmentKind.PURCHASE,
        label=promise.label,
        payee=promise.payee,
        amount_cents=promise.cents,
        agreed_on=today if promise.is_grant else None,
        report_due_on=today + timedelta(days=120) if promise.is_grant else None,
    )
    held = commit_money(actor=spender, envelope_id=envelope_id, new=new, at=at)
    for number, spent in enumerate(promise.spent):
        spend(cast, held, spent, name, at + timedelta(days=4 + 6 * number))
    later = at + timedelta(days=25)
    if promise.is_reported:
        day = localtime(later).date()
        note_report(actor=spender, commitment_id=held, reported_on=day, at=later)
    if promise.freed:
        free_money(actor=spender, commitment_id=held, reason=promise.freed, at=later)


def spend(cast: Cast, commitment_id: int, spent: Spent, name: str, at: datetime) -> None:
    expense_id = justify_expense(
        actor=cast.actor(name, at),
        commitment_id=commitment_id,
        new=NewExpense(spent.label, spent.cents, localtime(at).date()),
        receipt=RECEIPT,
        at=at,
    )
    later = at + timedelta(days=1)
    first = cast.actor(FIRST, later)
    if spent.fate == "REFUSED":
        reason = "Le lavage est compris dans le contrat du garage."
        refuse_expense(actor=first, expense_id=expense_id, reason=reason, at=later)
    if spent.fate in {"ONCE", "PAID"}:
        approve_expense(actor=first, expense_id=expense_id, at=later)
    if spent.fate == "PAID":
        approve_expense(actor=cast.actor(SECOND, later), expense_id=expense_id, at=later)


def send_on_mission(cast: Cast, user_id: int, tasks: str, fate: str, now: datetime) -> None:
    at = now - timedelta(days=6)
    starts_on: date = localtime(at).date() + timedelta(days=1)
    new = NewMission(
        user_id=user_id,
        tasks=tasks,
        act_reference="Arrêté municipal 2026-204",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=60),
    )
    mission_id = propose_mission(actor=cast.actor(FIRST, at), new=new, at=at)
    answers = {"ACCEPTED": accept_mission, "DECLINED": decline_mission}
    if fate in answers:
        answers[fate](actor=cast.by_id(user_id, at), mission_id=mission_id, at=at)
