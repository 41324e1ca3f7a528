"""The envelope for a power cut: drawn from the open reports, printed once, and its opening is a reading of each person."""

from contextlib import suppress
from datetime import datetime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations.sealed import draw_sealed_bundle, note_opening
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.queries.paper import bundle
from entremise.referral.queries.danger import people_in_danger

IN_THE_ENVELOPE = (
    FieldGroup.NAME,
    FieldGroup.PHONE,
    FieldGroup.ADDRESS,
    FieldGroup.THIRD_PARTY,
    FieldGroup.CONTACT,
)


def seal_envelope(*, actor: Actor, campaign_id: int, at: datetime) -> int:
    """Draw the next twelve people in danger; return the bundle, to be printed at once; refuse as `draw_sealed_bundle`."""
    people = people_in_danger(register_id=campaign(campaign_id).register_id or 0)
    return draw_sealed_bundle(actor=actor, campaign_id=campaign_id, people=people, at=at)


def open_envelope(*, actor: Actor, bundle_id: int, reason: str, at: datetime) -> None:
    """Note who opened it and why; each person finds it in her trace; refuse with `WRONG_STEP`."""
    held = bundle(actor=actor, bundle_id=bundle_id)
    people = note_opening(actor=actor, bundle_id=bundle_id, reason=reason, at=at)
    grant_ids = vital_grants(actor, held.campaign_id, at)
    for person in people:  # asked, never redeemed: the paper was read, not the screen
        with suppress(Refused):  # erased since: nothing is left to trace
            ask(actor=actor, grant_ids=grant_ids, person=person, groups=IN_THE_ENVELOPE, at=at)


def vital_grants(actor: Actor, campaign_id: int, at: datetime) -> list[int]:
    grants = live_grants_of(
        actor=actor,
        purpose=Purpose.VITAL_INTEREST,
        origin=Origin("CAMPAIGN", campaign_id),
        reaches=(Reach.PAPER,),
        at=at,
    )
    return [grant.grant_id for grant in grants]
