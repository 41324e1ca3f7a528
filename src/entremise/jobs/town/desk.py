"""What waits at the desk today: entries of the web to confirm, a caller's registration to acknowledge."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from entremise.commons.vocabulary.access import Channel, RegistrationMode, ToldBy
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.town.cast import Cast
from entremise.journeys.register_person import ask_entry, register_person, remove_person
from entremise.journeys.say_no import say_no
from entremise.people.vocabulary import Address, Name, Sheet, ThirdParty, Title

TOWN = ("00100", "Aubrelle")
CLERK = "Romain Delacourt"


def sheet(
    title: Title, first: str, last: str, birth_year: int, phone: str, street: str, district: str
) -> Sheet:
    return Sheet(
        name=Name(last, first, title),
        birth_year=birth_year,
        phones=(phone,),
        address=Address(line=street, postcode=TOWN[0], town=TOWN[1]),
        district=district,
    )


CURATOR: Final = ThirdParty("Maud Ferrières", "curatrice", "+33199006102", is_guardian=True)
BY_WEB = (
    (RegistrationMode.SELF, sheet(Title.MADAME, "Yvette", "Chambaud", 1944, "+33199004481", "14 rue du Lavoir", "Q2")),
    (RegistrationMode.REPRESENTATIVE, sheet(Title.MONSIEUR, "Aimé", "Roussillac", 1938, "+33199004482", "3 impasse des Cordiers", "Q1")),
)  # fmt: skip
BY_PHONE = (
    sheet(Title.MADAME, "Huguette", "Darnay", 1941, "+33199004483", "27 rue des Grands-Prés", "Q4"),
    replace(
        sheet(Title.MONSIEUR, "Fernand", "Lespinasse", 1946, "+33199004484", "8 place du Marché-Couvert", "Q1"),
        third_parties=(CURATOR,),
    ),
)  # fmt: skip


def fill_desk(cast: Cast, register_id: int, moved: Iterable[UUID], now: datetime) -> None:
    """Some have moved away; two entries of yesterday wait; two people who rang wait for their letter."""
    for person in moved:
        at = now - timedelta(hours=5)
        remove_person(actor=cast.actor(CLERK, at), person=person, at=at)
    for number, (mode, asked) in enumerate(BY_WEB):
        ask_entry(
            register_id=register_id, sheet=asked, mode=mode, at=now - timedelta(hours=20 - number)
        )
    for number, told in enumerate(BY_PHONE):
        at = now - timedelta(hours=4 - number)
        person = register_person(
            actor=cast.actor(CLERK, at),
            register_id=register_id,
            sheet=told,
            mode=RegistrationMode.SELF,
            at=at,
        )
        if told.third_parties:
            hear_who_assists(cast, person, at + timedelta(hours=1))


def hear_who_assists(cast: Cast, person: UUID, at: datetime) -> None:
    """His curator rings: no company calls; he is asked afterwards, and decides."""
    say_no(
        actor=cast.actor(CLERK, at),
        person=person,
        purpose=Purpose.ISOLATION_CALL,
        channel=Channel.PHONE,
        at=at,
        is_proven=False,
        told_by=ToldBy.ASSISTANT,
    )
