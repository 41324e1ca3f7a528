"""The charter of Aubrelle, its colleges, its uses: voted, debated, refused, opened in an emergency."""

from datetime import UTC, datetime, timedelta

from entremise.accounts.operations import add_human
from entremise.accounts.queries import human_of
from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.ballots import cast_ballot, check_ballot
from entremise.commons.operations.charters import adopt_charter
from entremise.commons.operations.emergencies import open_emergency, sign_emergency
from entremise.commons.operations.seats import seat_member
from entremise.commons.operations.uses import (
    decide_admissibility,
    draft_use,
    give_opinion,
    publish_summary,
    submit_use,
)
from entremise.commons.operations.votes import close_vote, open_vote
from entremise.commons.queries.decisions import decision
from entremise.commons.vocabulary.charters import NewCharter
from entremise.commons.vocabulary.emergencies import NewEmergency
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.commons.vocabulary.uses import (
    GateVerdict,
    NewOpinion,
    NewUse,
    OpinionVerdict,
    Verdict,
)
from entremise.commons.vocabulary.votes import (
    BallotChannel,
    Choice,
    CollegeKind,
    NewBallot,
    NewSeat,
)
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.staff import MORE_MEMBERS, SEATS

MAYOR, DIRECTOR = "Hélène Marchadier", "Gaspard Hurel"
LEAD, LEGAL, DPO = "Awa Diarra", "Youssef Aït-Braham", "Thi-Lan Vuong"
CLERKS = ("Romain Delacourt", "Lise Montreynaud")
TALK = frozenset(
    {
        FieldGroup.NAME,
        FieldGroup.PHONE,
        FieldGroup.AGE_BAND,
        FieldGroup.DISTRICT,
        FieldGroup.SITUATION,
        FieldGroup.CONTACT,
        FieldGroup.ANSWERS,
    }
)
CRISIS = TALK - {FieldGroup.SITUATION, FieldGroup.ANSWERS}
YEAR = timedelta(days=364)
Member = tuple[int, str, int | None]  # seat, name, account


def adopt(cast: Cast, at: datetime) -> None:
    new = NewCharter(
        organization_id=cast.host, adopting_act="Délibération 2026-03 du conseil municipal"
    )
    adopt_charter(actor=cast.actor(MAYOR, at), new=new, at=at)


def seat_colleges(cast: Cast, at: datetime) -> tuple[Member, ...]:
    """Members with an account vote on the web; those drawn by lot vote on paper or by phone."""
    seats: list[Member] = []
    for kind in CollegeKind:
        named = SEATS[kind.value]
        for name in (*named, *MORE_MEMBERS[kind.value]):
            user_id = cast.users.get(name)
            human_id = (
                human_of(user_id=user_id)
                if user_id is not None
                else add_human(actor=SYSTEM, full_name=name, at=at)
            )
            new = NewSeat(
                college=kind,
                human_id=human_id,
                user_id=user_id,
                is_drawn_by_lot=user_id is None,
                starts_at=at,
                ends_at=at + timedelta(days=700),
            )
            seats.append((seat_member(actor=cast.actor(LEGAL, at), new=new, at=at), name, user_id))
    return tuple(seats)


def standing_use(registers: dict[str, int], at: datetime, title: str) -> NewUse:
    return NewUse(
        title=title,
        purpose=Purpose.ALERT_CALL,
        sentence="Prendre des nouvelles des personnes de la liste volontaire pendant une alerte.",
        registers=(registers["voluntary"],),
        groups=TALK,
        expected_people=96,
        expected_source="compte du registre",
        recipients="Appelants sous mission, orientateurs",
        legal_reference="RGPD, article 6.1.a ; charte, article 3",
        starts_at=at,
        ends_at=at + YEAR,
        impact_assessment="AIPD-2026-02",
        alternatives="Attendre l'appel des personnes : écarté, les plus seules n'appellent pas.",
        is_standing=True,
    )


def through_the_gate(cast: Cast, new: NewUse, at: datetime, verdict: Verdict | None = None) -> int:
    """From the draft to the legal officer's decision, in nine days."""
    lead = cast.actor(LEAD, at)
    request_id = draft_use(actor=lead, new=new, at=at)
    submit_use(actor=lead, request_id=request_id, at=at + timedelta(days=1))
    opinion = NewOpinion(
        OpinionVerdict.FAVOURABLE, "Champs limités à ce qu'un appel demande. Durée d'un an au plus."
    )
    give_opinion(
        actor=cast.actor(DPO, at), request_id=request_id, new=opinion, at=at + timedelta(days=4)
    )
    decide_admissibility(
        actor=cast.actor(LEGAL, at),
        request_id=request_id,
        verdict=verdict or Verdict(GateVerdict.ADMISSIBLE),
        at=at + timedelta(days=8),
    )
    return request_id


def debated(cast: Cast, request_id: int, new: NewUse, at: datetime) -> None:
    publish_summary(actor=cast.actor(LEGAL, at), request_id=request_id, summary=new.sentence, at=at)


def voted(
    cast: Cast,
    seats: tuple[Member, ...],
    request_id: int,
    at: datetime,
    against: frozenset[str] = frozenset(),
) -> None:
    """Everybody votes in the fortnight, those without account on paper, read by two clerks."""
    open_vote(
        actor=cast.actor(LEGAL, at), request_id=request_id, closes_at=at + timedelta(days=14), at=at
    )
    for number, (seat, name, user_id) in enumerate(seats):
        choice = Choice.NO if name in against else Choice.YES
        ballot(
            cast, request_id, (seat, name, user_id), choice, at + timedelta(days=1, hours=number)
        )


def ballot(cast: Cast, request_id: int, member: Member, choice: Choice, at: datetime) -> None:
    seat, _name, user_id = member
    if user_id is not None:
        cast_ballot(actor=cast.by_id(user_id, at), new=NewBallot(request_id, choice), at=at)
        return
    first, second = (cast.actor(name, at) for name in CLERKS)
    new = NewBallot(request_id, choice, channel=BallotChannel.PAPER, member_id=seat)
    ballot_id = cast_ballot(actor=first, new=new, at=at)
    check_ballot(actor=second, ballot_id=ballot_id, new=new, at=at + timedelta(minutes=20))


def decide_standing(
    cast: Cast,
    seats: tuple[Member, ...],
    new: NewUse,
    *,
    decided_at: datetime,
) -> int:
    """A standing decision, asked for seven weeks before it is counted."""
    start = decided_at - timedelta(days=44)
    request_id = through_the_gate(cast, new, start)
    debated(cast, request_id, new, start + timedelta(days=9))
    voted(cast, seats, request_id, start + timedelta(days=29), frozenset({"Bernard Tillois"}))
    decision_id = close_vote(
        actor=cast.actor(LEGAL, decided_at),
        request_id=request_id,
        at=decided_at,
        minutes="Séance publique. Décompte fait à voix haute.",
    )
    assert decision_id is not None
    return decision_id


def isolation_use(registers: dict[str, int], at: datetime) -> NewUse:
    return NewUse(
        title="Appels contre la solitude, cet hiver",
        purpose=Purpose.ISOLATION_CALL,
        sentence="Appeler chaque semaine les personnes seules qui l'ont demandé.",
        registers=(registers["voluntary"],),
        groups=TALK,
        expected_people=44,
        expected_source="compte sans nom : vit seul, liste volontaire",
        recipients="Bénévoles formés de niveau 2",
        legal_reference="RGPD, article 6.1.a",
        starts_at=at + timedelta(days=20),
        ends_at=at + timedelta(days=140),
        criterion="vit seul",
        compatibility="La personne a demandé à être appelée ; même but, hors alerte.",
        impact_assessment="AIPD-2026-05",
        alternatives="Attendre une alerte : écarté, la solitude n'attend pas.",
    )


def invite_use(registers: dict[str, int], at: datetime) -> NewUse:
    return NewUse(
        title="Inviter le plan de sauvegarde au registre canicule",
        purpose=Purpose.INVITE_TO_REGISTER,
        sentence="Écrire aux personnes du plan de sauvegarde pour leur proposer le registre canicule.",
        registers=(registers["safeguard"],),
        groups=frozenset({FieldGroup.NAME, FieldGroup.ADDRESS}),
        expected_people=240,
        expected_source="compte du registre",
        recipients="Accueil du CCAS",
        legal_reference="Fiche CNIL sur les registres d'alerte",
        starts_at=at + timedelta(days=20),
        ends_at=at + timedelta(days=110),
        compatibility="Un fichier existant peut servir à inviter, jamais à inscrire.",
        alternatives="Affiches seules : peu lues par les personnes concernées.",
    )


def uses_of_today(
    cast: Cast, seats: tuple[Member, ...], registers: dict[str, int], now: datetime
) -> None:
    """What members and officers find today: a vote that runs, a debate, a request that waits, a refusal."""
    start = now - timedelta(days=18)
    new = isolation_use(registers, now)
    request_id = through_the_gate(cast, new, start)
    debated(cast, request_id, new, start + timedelta(days=9))
    opens = start + timedelta(days=14)
    open_vote(
        actor=cast.actor(LEGAL, now),
        request_id=request_id,
        closes_at=now + timedelta(days=6),
        at=opens,
    )
    for member in seats[1:4]:
        ballot(cast, request_id, member, Choice.YES, opens + timedelta(days=2))
    waiting = invite_use(registers, now)
    lead = cast.actor(LEAD, now)
    submitted = draft_use(actor=lead, new=waiting, at=now - timedelta(days=2))
    submit_use(actor=lead, request_id=submitted, at=now - timedelta(days=1))
    draft_use(actor=lead, new=waiting, at=now - timedelta(hours=3))
    refused = Verdict(
        GateVerdict.REFUSED, "L'invitation a déjà été envoyée en février. Rien n'a changé depuis."
    )
    through_the_gate(cast, waiting, now - timedelta(days=60), refused)


def emergency_of_july(cast: Cast, seats: tuple[Member, ...], registers: dict[str, int]) -> None:
    """34 residents without water: seventy-two hours, five voices for, a quorum missed: it fell alone."""
    at = datetime(2026, 7, 19, 8, tzinfo=UTC)
    decision_id = open_emergency(
        actor=cast.actor(MAYOR, at),
        new=NewEmergency(
            title="Foyer sans eau, 72 heures",
            purpose=Purpose.ISOLATION_CALL,
            registers=(registers["voluntary"],),
            groups=CRISIS,
            expected_people=34,
            reason="Le foyer des Lavandières n'a plus d'eau depuis samedi soir.",
            facts="Rupture de canalisation quai des Lavandières, 34 résidents, retour annoncé mardi.",
            ends_at=at + timedelta(days=7),
        ),
        at=at,
    )
    sign_emergency(
        actor=cast.actor(DIRECTOR, at), decision_id=decision_id, at=at + timedelta(minutes=12)
    )
    request_id = request_of(decision_id)
    for member in seats[:5]:
        ballot(cast, request_id, member, Choice.YES, at + timedelta(hours=6))


def request_of(decision_id: int) -> int:
    found = decision(decision_id).request_id
    assert found is not None
    return found
