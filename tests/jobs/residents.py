"""Run inside an instance: opens a register with its steward, enters a resident, reads names through the vault."""

# ruff: noqa: E402 -- apps ready

import json
import sys
from datetime import date

import django
from django.db import connection
from django.utils.timezone import now

django.setup()  # the areas can be imported from here on

from entremise.accounts.operations import NewAccount, give_role, open_account
from entremise.accounts.queries import actor_for, host_organization, user_id_of
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.operations import registers
from entremise.commons.operations.ask import ask_page
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import people_in, registers_open
from entremise.commons.vocabulary.access import NewRegister, Reach, RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.jobs.database.migrating import as_migrator
from entremise.journeys.register_person import ask_entry
from entremise.people.vault import erase, open_page
from entremise.people.vault.encoding import name_from
from entremise.people.vault.sealing import place_of, unseal
from entremise.people.vocabulary import Name, Sheet


def open_register() -> int:
    host, at = host_organization(), now()
    assert host is not None
    user_id = open_account(
        actor=SYSTEM,
        new=NewAccount(login="noemie", first_name="Noémie", display_name="Noémie Castagné"),
        at=at,
    )
    give_role(
        actor=SYSTEM,
        user_id=user_id,
        organization_id=host.organization_id,
        role=Role.STEWARD,
        at=at,
    )
    return registers.open_register(
        actor=actor_for(user_id=user_id, organization_id=None, at=at),
        new=NewRegister(
            kind=RegisterKind.CASF_ALERT,
            title="Registre canicule",
            plain_name="la liste des personnes à prévenir",
            controller_id=host.organization_id,
            steward_id=user_id,
            territory_code=host.territory_code,
            legal_reference="CASF L121-6-1",
            legal_opinion="Avis du 18 janvier 2026",
            dossier=DOSSIER,
        ),
        at=at,
    )


DOSSIER = {
    "authorising_act": "Arrêté du maire n° 2026-014",
    "notice": "Information remise à l'inscription",
    "impact_assessment": "AIPD-2026-02",
    "recipients": "CCAS",
    "retention": "Jusqu'au retrait",
    "source": "Accueil",
    "agreement": "Convention du 20 janvier 2026",
}


def enter(last: str) -> None:
    sheet = Sheet(
        name=Name(last=last, first="Odette"), birth=date(1938, 1, 1), phones=("+33199000001",)
    )
    ask_entry(
        register_id=registers_open()[0].register_id,
        sheet=sheet,
        mode=RegistrationMode.SELF,
        at=now(),
    )


def erase_all() -> None:
    """At the steward's hand, everybody in the register."""
    at, user_id = now(), user_id_of(login="noemie")
    assert user_id is not None
    steward = actor_for(user_id=user_id, organization_id=None, at=at)
    for person in people_in(register_id=registers_open()[0].register_id, after=None):
        erase(actor=steward, person=person, at=at)


def names() -> list[str]:
    """As the steward sees them: asked, traced, redeemed, decrypted."""
    at, user_id, register_id = now(), user_id_of(login="noemie"), registers_open()[0].register_id
    assert user_id is not None
    steward = actor_for(user_id=user_id, organization_id=None, at=at)
    grant = live_grants_of(
        actor=steward, purpose=Purpose.REGISTER_UPKEEP, reaches=(Reach.PAGE,), at=at
    )[0]
    found: list[str] = []
    last = None
    while people := people_in(register_id=register_id, after=last):
        tickets = ask_page(
            actor=steward,
            grant_id=grant.grant_id,
            people=people,
            groups=[FieldGroup.NAME],
            at=now(),
        )
        cards = open_page(tickets=tickets, at=now())
        found += [card.name.last for card in cards.values() if card.name is not None]
        last = people[-1]
    return found


def every_name() -> list[str]:
    """As the owner, who has no cap: what is on the disk, opened with the keys."""
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute(
            "select r.register_id, v.record, v.key_id, v.ciphertext from sealed.value v"
            " join commons_record r on r.id = v.record where v.grp = %s",
            [FieldGroup.NAME],
        )
        return [
            name_from(
                unseal(key_id, place_of(register_id, record), FieldGroup.NAME, bytes(sealed))
            ).last
            for register_id, record, key_id, sealed in cursor.fetchall()
        ]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["open"]:
            open_register()
        case ["enter", last]:
            enter(last)
        case ["erase_all"]:
            erase_all()
        case ["every_name"]:
            sys.stdout.write(json.dumps(every_name()))
        case ["names"]:
            sys.stdout.write(json.dumps(names()))
