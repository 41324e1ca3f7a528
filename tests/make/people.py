"""Builders of people in registers, sealed as in production, and of everything a caller needs to open one."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from uuid import UUID

from tests.make import accounts, commons

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Grant
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.people.vault import store_sheet
from entremise.people.vocabulary import Address, Contact, Name, Sheet, Situation, ThirdParty, Title

numbers = count(1)
LUCIENNE = Sheet(
    name=Name(last="Palluel", first="Lucienne", title=Title.MADAME, usage="Vaudremont"),
    birth=date(1940, 3, 9),
    phones=("+33199003107", "+33639982310"),
    mail="lucienne@exemple.invalid",
    address=Address(line="4 rue de la Butte", postcode="00100", town="Aubrelle"),
    district="Q3",
    situation=Situation(lives_alone=True, hot_home=True),
    contact=Contact(language="pt", hearing_note="Parler fort et lentement"),
    third_parties=(ThirdParty("Catherine Palluel", "fille", "+33639982311"),),
    quality="65 ans ou plus",
    free_text="Le chien aboie, il ne mord pas.",
)
# What must never appear outside a card: the values of LUCIENNE, in clear.
CANARIES = (
    "Palluel",
    "Lucienne",
    "Vaudremont",
    "1940-03-09",
    "99003107",
    "39982310",
    "exemple.invalid",
    "rue de la Butte",
    "Catherine",
    "Le chien aboie",
)


def sheet(**given: object) -> Sheet:
    """A resident, different each time."""
    number = next(numbers)
    defaults: dict[str, object] = {
        "name": Name(last=f"Dalibert{number}", first="Odette", title=Title.MADAME),
        "birth": date(1938, 1, 1 + number % 28),
        "phones": (f"+33199{number:06d}",),
        "district": "Q1",
    }
    return replace(Sheet(), **(defaults | given))


def steward() -> Actor:
    """Who keeps the registers of the host, by page."""
    return accounts.actor(Role.STEWARD, organization=body())


def clerk() -> Actor:
    return accounts.actor(Role.CLERK, organization=body())


def dpo() -> Actor:
    return accounts.actor(Role.DPO, organization=body())


def dpo_who_found(person: UUID) -> Actor:
    """The DPO with this person on her desk, after a search."""
    actor = dpo()
    commons.assignment(actor, person, Purpose.SUBJECT_RIGHTS)
    return actor


def body() -> accounts.Organization:
    return accounts.Organization.objects.get(pk=commons.host_id())


def grant_of(actor: Actor, purpose: Purpose, reach: Reach, register_id: int) -> int:
    """The grant that the law gives this actor on this register."""
    (held,) = live_grants_of(
        actor=actor, purpose=purpose, at=commons.now(), reaches=[reach], register_id=register_id
    )
    return held.grant_id


def person_in(
    register_id: int,
    sheet: Sheet = LUCIENNE,
    mode: RegistrationMode = RegistrationMode.SELF,
    person: UUID | None = None,
) -> UUID:
    """Somebody whom a steward wrote into a register."""
    keeper = steward()
    return store_sheet(
        actor=keeper,
        grant_id=grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id),
        register_id=register_id,
        sheet=sheet,
        mode=mode,
        at=commons.now(),
        person=person,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """A caller with a person to call: everything in force."""

    caller: Actor
    person: UUID
    register_id: int
    grant: Grant
    assignment_id: int
    activation_id: int

    @property
    def at(self) -> object:
        return commons.now()


def desk(sheet: Sheet = LUCIENNE, **given: object) -> Desk:
    """A caller who may open one person of the alert register, while a plan is active."""
    register_id = commons.register(RegisterKind.CASF_ALERT)
    person = person_in(register_id, sheet)
    caller = accounts.actor(Role.CALLER, organization=body())
    act = commons.activation()
    grant = commons.grant(
        **(
            {
                "registers": [register_id],
                "user_id": caller.user_id,
                "role": Role.CALLER,
                "activation": act,
            }
            | given
        )
    )
    assigned = commons.assignment(caller, person)
    return Desk(caller, person, register_id, grant, assigned.pk, act.pk)


ALL_GROUPS = tuple(FieldGroup)
