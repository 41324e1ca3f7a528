"""Not every difficulty needs a service: neighbours help with a simple one, two people go and see a worrying one."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.ask_for_help import entered, language_of, one_at_a_time
from entremise.journeys.report_card import CALL, report_card
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.needs import receive_need
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.needs import NewNeed, Urgency
from entremise.outreach.operations.visits import ask_visit
from entremise.outreach.queries.calls import campaign_of
from entremise.outreach.vocabulary.visits import NewVisit, VisitCause
from entremise.people.vocabulary import Card, Sheet
from entremise.referral.operations.endings import close_item
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.reports import Consent, Ending, Refusal, ReportCard
from entremise.territory.queries import spot_of_district

NEEDS: Final = UUID("7f0c8c3e-6a53-4d0f-9a76-2b1f4f0d9c11")  # names the need of an item
ON_A_NEED: Final = (FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.DISTRICT, FieldGroup.CONTACT)


@transaction.atomic
def give_to_neighbours(
    *, actor: Actor, report_id: int, item_id: int, category: str, words: str, at: datetime
) -> int:
    """An item that she lets pass becomes her need at the desk of mutual aid, once; it ends here, answered at once;
    return the need; refuse with `NOT_HELD`, `NO_CONSENT`, `WRONG_STATE`, `NOT_OPEN`, `OBJECTED`."""
    found = report(report_id=report_id)
    item = next((one for one in found.items if one.item_id == item_id), None)
    if item is None or item.consent is not Consent.YES:
        raise Refused(Refusal.NO_CONSENT)
    key = uuid5(NEEDS, str(item_id))
    one_at_a_time(key)
    card, _facts = report_card(
        actor=actor,
        person=found.person,
        register_id=found.register_id,
        groups=ON_A_NEED,
        at=at,
    )
    sheet = sheet_of(card, found)
    person = entered(key, sheet, words, RegistrationMode.REPRESENTATIVE, at)
    new = NewNeed(
        key=key,
        person=person,
        category=category,
        channel=Channel.CALL,
        spot=spot_of(found.district),
        urgency=Urgency.SOON if item.severity <= 2 else Urgency.CALM,
        language=language_of(sheet),
        origin=Origin("ITEM", item_id),
    )
    need_id = receive_need(actor=actor, new=new, at=at)
    close_item(actor=actor, item_id=item_id, ending=Ending.ANSWERED_AT_ONCE, at=at)
    return need_id


def sheet_of(card: Card, found: ReportCard) -> Sheet:
    """What neighbours need to reach her: no address, no age, nothing of the report."""
    sheet = Sheet(name=card.name, phones=card.phones, district=found.district)
    return sheet if card.contact is None else replace(sheet, contact=card.contact)


def spot_of(district: str) -> Spot | None:
    found = spot_of_district(district)
    return None if found is None else Spot(found.lat, found.lon, district)


def ask_to_see(*, actor: Actor, report_id: int, at: datetime) -> int:
    """What was heard on a call must be seen: its campaign sends two people; return the visit; refuse with `NOT_HELD`, `WRONG_STATE`."""
    found = report(report_id=report_id)
    if found.held_by != actor.user_id:
        raise Refused(Refusal.NOT_HELD)
    if found.origin.kind != CALL:
        raise Refused(Refusal.WRONG_STATE)
    campaign_id = campaign_of(call_id=found.origin.id)
    new = NewVisit(campaign_id, found.person, VisitCause.HEARD, found.origin.id)
    return ask_visit(actor=actor, new=new, at=at)
