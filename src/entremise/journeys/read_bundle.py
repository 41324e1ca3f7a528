"""The people of a bundle, opened one by one to be printed at once: each sheet is a reading in her trace."""

from collections.abc import Iterator
from datetime import datetime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.origin import Origin
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.queries.paper import bundle, sheets_to_print
from entremise.outreach.vocabulary.paper import BundleCard, BundleKind, SheetToPrint
from entremise.people.vault.cards import open_card
from entremise.people.vocabulary import Card

ON_PAPER = (
    FieldGroup.NAME,
    FieldGroup.PHONE,
    FieldGroup.AGE_BAND,
    FieldGroup.DISTRICT,
    FieldGroup.SITUATION,
    FieldGroup.CONTACT,
    FieldGroup.ADDRESS,  # of an envelope alone: no call opens it
    FieldGroup.THIRD_PARTY,
)
Printed = tuple[SheetToPrint, Card]


def read_bundle(
    *, actor: Actor, bundle_id: int, at: datetime
) -> tuple[BundleCard, tuple[Printed, ...]]:
    """Every sheet with its person, for a quarter of an hour after it was drawn; refuse with `TOO_LATE_TO_PRINT`, `NOT_AVAILABLE`, `CAPPED`."""
    held = bundle(actor=actor, bundle_id=bundle_id)
    sheets = sheets_to_print(actor=actor, bundle_id=bundle_id, at=at)
    is_sealed = held.kind is BundleKind.SEALED
    purpose = Purpose.VITAL_INTEREST if is_sealed else campaign(held.campaign_id).purpose
    return held, tuple(opened(actor, purpose, held.campaign_id, sheets, at))


def opened(
    actor: Actor,
    purpose: Purpose,
    campaign_id: int,
    sheets: tuple[SheetToPrint, ...],
    at: datetime,
) -> Iterator[Printed]:
    grants = live_grants_of(
        actor=actor,
        purpose=purpose,
        origin=Origin("CAMPAIGN", campaign_id),
        reaches=(Reach.PAPER,),
        at=at,
    )
    grant_ids = [grant.grant_id for grant in grants]
    for sheet in sheets:
        tickets = ask(actor=actor, grant_ids=grant_ids, person=sheet.person, groups=ON_PAPER, at=at)
        yield sheet, open_card(tickets=tickets, at=at)
