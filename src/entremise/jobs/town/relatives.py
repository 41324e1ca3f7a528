"""Two people of Aubrelle for whom somebody close asks: one waits for the desk to ring her, one has said yes."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.jobs.town.cast import Cast
from entremise.jobs.town.places import STREETS
from entremise.journeys.ask_for_help import Asked, Asker, ask_for_help
from entremise.journeys.mandates import confirm_mandate
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.queries.mandates import mandates_of
from entremise.mutual_aid.queries.needs import need_with_key
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.mandates import Proof, Tie
from entremise.mutual_aid.vocabulary.needs import Consent, ConsentHow, ForWhom, Urgency, When
from entremise.people.vocabulary import Address, Contact, Name, Sheet, ThirdParty

OLGA: Final = "Olga Shevchuk"
HALF_A_YEAR: Final = timedelta(days=180)
MOTHER: Final = ("Paulette", "Teissier", "+33199005241", "Marc Teissier", Tie.FAMILY, "famille")
FRIEND: Final = ("Yvonne", "Garrigue", "+33199005233", "Nadia Ferrand", Tie.NEIGHBOUR, "voisine")


def ask_for_two(cast: Cast, now: datetime) -> None:
    asked_for(FRIEND, "repas", 2, "Elle sort de l'hôpital, deux repas le midi.", now)
    key = asked_for(MOTHER, "courses", 0, "Elle ne peut plus porter l'eau.", now)
    owner, mine = cast.actor(OLGA, now), need_with_key(key)
    if mine is None:
        return
    take_need(actor=owner, need_id=mine.need_id, at=now)
    confirm_mandate(
        actor=owner,
        mandate_id=mandates_of(mine.person)[0].mandate_id,
        proof=Proof.PHONE,
        until=localdate(now) + HALF_A_YEAR,
        at=now,
    )


def asked_for(
    who: tuple[str, str, str, str, Tie, str], what: str, quantity: int, said: str, now: datetime
) -> uuid.UUID:
    """A need typed by somebody close, with the yes of the person the day before; return its key."""
    first, last, phone, asker, tie, link = who
    street, mobile = STREETS[0], f"+3363998{phone[-4:]}"
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"aubrelle:{phone}")
    sheet = Sheet(
        name=Name(last, first),
        phones=(phone,),
        address=Address(line=f"8 {street.name}"),
        district=street.district,
        contact=Contact(),
        third_parties=(ThirdParty(name=asker, link=link, phone=mobile),),
    )
    asked = Asked(
        key=key,
        sheet=sheet,
        words=said,
        category=what,
        spot=Spot(street.lat, street.lon, street.district),
        when=When(),
        for_whom=ForWhom.OTHER_WHO_AGREES,
        urgency=Urgency.SOON,
        is_shown=False,
        consent=Consent(ConsentHow.PHONE, localdate(now) - timedelta(days=1)),
        quantity=quantity,
        asker=Asker(tie, mobile),
    )
    ask_for_help(asked=asked, at=now)
    return key
