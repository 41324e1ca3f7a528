"""From registers to a call list: grants to compute, facts without identity, calls in the voted order."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.grants import give_grants
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import registers_by_id
from entremise.commons.vocabulary.access import GRANT_LASTS_AT_MOST, NewGrant, Reach
from entremise.commons.vocabulary.law import COMPUTABLE, RegisterKind
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kits.queries import version
from entremise.outreach.operations.callers import give_missing_grants
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.queries.grounds import Ground, grounds_of
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import Added, CampaignCard
from entremise.outreach.vocabulary.priority import call_to_add
from entremise.people.vault.computing import compute

COMPLEX = frozenset({RegisterKind.PCH_FEED, RegisterKind.MINIMA})


def build_call_list(*, actor: Actor, campaign_id: int, at: datetime) -> Added:
    """Add everybody whom the campaign may call; refuse with `NOT_READY_TO_OPEN` without act or decision."""
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    kit = version(campaign.kit_version_id)
    grounds = [
        one for one in grounds_of(campaign_id=campaign_id, at=at) if is_source(one, campaign)
    ]
    if not grounds:
        raise Refused(Refusal.NOT_READY_TO_OPEN)
    grant_ids = compute_grants(actor, campaign, grounds, at)
    kinds = registers_by_id(campaign.sources)
    hard = frozenset(pk for pk, register in kinds.items() if register.kind in COMPLEX)
    criteria = kit.priority.criteria
    criterion = f"{kit.code} {kit.version}: {', '.join(one.code for one in criteria)}"
    calls, without = [], 0
    for facts in compute(
        actor=actor, grant_ids=grant_ids, groups=COMPUTABLE, criterion=criterion, at=at
    ):
        without += not facts.has_phone
        if facts.has_phone:
            calls.append(
                call_to_add(
                    facts,
                    criteria=criteria,
                    calling=kit.calling,
                    complex_registers=hard,
                    year=at.year,
                )
            )
    with transaction.atomic():
        added = add_calls(
            actor=actor, campaign_id=campaign_id, calls=calls, without_number=without, at=at
        )
        give_missing_grants(actor=actor, campaign_id=campaign_id, at=at)
    return added


def is_source(ground: Ground, campaign: CampaignCard) -> bool:
    return bool(set(ground.registers) & set(campaign.sources))


def compute_grants(
    actor: Actor, campaign: CampaignCard, grounds: list[Ground], at: datetime
) -> tuple[int, ...]:
    """What lets the lead's machine read these registers, given once and committed before reading."""
    origin = Origin("CAMPAIGN", campaign.campaign_id)
    known = live_grants_of(
        actor=actor, purpose=campaign.purpose, origin=origin, reaches=(Reach.COMPUTE,), at=at
    )
    covered = {pk for grant in known for pk in grant.registers}
    new = tuple(
        NewGrant(
            purpose=ground.purpose,
            registers=ground.registers,
            groups=ground.groups & COMPUTABLE,
            reach=Reach.COMPUTE,
            not_before=at,
            expires_at=min(ground.ends_at, at + GRANT_LASTS_AT_MOST),
            user_id=actor.user_id,
            decision_id=ground.decision_id,
            activation_id=ground.activation_id,
            origin=origin,
        )
        for ground in grounds
        if not set(ground.registers) <= covered
    )
    given = give_grants(actor=actor, new=new, at=at) if new else ()
    return (*(grant.grant_id for grant in known), *given)
