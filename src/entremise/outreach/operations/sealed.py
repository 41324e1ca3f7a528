"""The envelope of the evening: people in danger, on paper, for a night without power."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.grants import give_grants
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import registers_by_id
from entremise.commons.vocabulary.access import NewGrant, Reach
from entremise.commons.vocabulary.law import FIELDS_AT_MOST, HELD_BY_KIND, Purpose, RegisterKind
from entremise.engines.sheet_codes import SHEETS_AT_MOST
from entremise.kernel.errors import Refused
from entremise.outreach.models import Bundle, Campaign, Sheet
from entremise.outreach.operations.bundles import let_print, locked_bundle, new_code
from entremise.outreach.queries.hours import local_moment
from entremise.outreach.rules import may_print, origin_of
from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.outreach.vocabulary.paper import BACK_AT, BundleKind, Refusal

SEALED_CAP_AN_HOUR = 48  # four envelopes
KEPT_FOR = timedelta(days=2)


@transaction.atomic
def draw_sealed_bundle(
    *, actor: Actor, campaign_id: int, people: Collection[UUID], at: datetime
) -> int:
    """Twelve people in danger whom no envelope of today holds; return the bundle; refuse with `NOT_YOUR_CAMPAIGN`,
    `NO_ALERT`, `NOBODY_IN_DANGER`."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if not may_print(campaign, actor):
        raise Refused(CallRefusal.NOT_YOUR_CAMPAIGN)
    if campaign.purpose != Purpose.ALERT_CALL or not activations_in_force(at=at):
        raise Refused(Refusal.NO_ALERT)
    today = localdate(at)
    enclosed = set(
        Sheet.objects.filter(
            bundle__campaign=campaign,
            bundle__kind=BundleKind.SEALED,
            bundle__on=today,
            bundle__destroyed_at=None,
        ).values_list("person", flat=True)
    )
    chosen = [person for person in people if person not in enclosed][:SHEETS_AT_MOST]
    if not chosen:
        raise Refused(Refusal.NOBODY_IN_DANGER)
    give_vital_grant(actor=actor, campaign=campaign, at=at)
    bundle = Bundle.objects.create(
        kind=BundleKind.SEALED,
        code=new_code(),
        campaign=campaign,
        on=today,
        is_afternoon=True,
        printed_by_id=actor.user_id or 0,
        printed_at=at,
        held_until=local_moment(today + timedelta(days=1), BACK_AT),
    )
    sheets = Sheet.objects.bulk_create(
        Sheet(bundle=bundle, position=position, person=person)
        for position, person in enumerate(chosen, start=1)
    )
    let_print(actor, Purpose.VITAL_INTEREST, sheets, at)
    return bundle.pk


def give_vital_grant(*, actor: Actor, campaign: Campaign, at: datetime) -> None:
    """Where they live and whom to warn: what the red button shows, on paper, for two days."""
    known = live_grants_of(
        actor=actor,
        purpose=Purpose.VITAL_INTEREST,
        origin=origin_of(campaign.pk),
        reaches=(Reach.PAPER,),
        at=at,
    )
    covered = {register for grant in known for register in grant.registers}
    registers = registers_by_id([*campaign.sources, *filter(None, [campaign.register_id])])
    new = tuple(
        NewGrant(
            purpose=Purpose.VITAL_INTEREST,
            registers=(register_id,),
            groups=FIELDS_AT_MOST[Purpose.VITAL_INTEREST] & HELD_BY_KIND[RegisterKind(card.kind)],
            reach=Reach.PAPER,
            not_before=at,
            expires_at=at + KEPT_FOR,
            user_id=actor.user_id,
            origin=origin_of(campaign.pk),
            hourly_cap=SEALED_CAP_AN_HOUR,
        )
        for register_id, card in registers.items()
        if register_id not in covered
    )
    if new:
        give_grants(actor=actor, new=new, at=at)


@transaction.atomic
def note_opening(*, actor: Actor, bundle_id: int, reason: str, at: datetime) -> tuple[UUID, ...]:
    """Who opened the envelope, and why; return its people, for their trace; refuse with `WRONG_STEP`."""
    bundle = locked_bundle(actor, bundle_id)
    if bundle.kind != BundleKind.SEALED or bundle.opened_at or bundle.destroyed_at:
        raise Refused(Refusal.WRONG_STEP)
    bundle.opened_at, bundle.opened_by_id, bundle.opening_reason = at, actor.user_id, reason
    bundle.save(update_fields=["opened_at", "opened_by", "opening_reason"])
    give_vital_grant(actor=actor, campaign=bundle.campaign, at=at)
    sheets = tuple(Sheet.objects.filter(bundle=bundle).order_by("position"))
    let_print(actor, Purpose.VITAL_INTEREST, sheets, at)
    return tuple(sheet.person for sheet in sheets)
