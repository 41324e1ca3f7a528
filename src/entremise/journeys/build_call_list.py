"""From registers to a call list: grants to compute, facts without identity, calls in the voted order."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.registers import registers_by_id
from entremise.commons.vocabulary.law import COMPUTABLE, RegisterKind
from entremise.kits.queries import version
from entremise.outreach.operations.granting import give_compute_grants, give_missing_grants
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.operations.visits import ask_visits_without_number
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.vocabulary.campaigns import Added
from entremise.outreach.vocabulary.priority import call_to_add, fair_turns
from entremise.people.vault.computing import compute

COMPLEX = frozenset({RegisterKind.PCH_FEED, RegisterKind.MINIMA})


def build_call_list(*, actor: Actor, campaign_id: int, at: datetime) -> Added:
    """Add everybody whom the campaign may call, and a visit for who has no number; refuse with `NOT_READY_TO_OPEN` without act or decision."""
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    kit = version(campaign.kit_version_id)
    grant_ids = give_compute_grants(actor=actor, campaign_id=campaign_id, at=at)
    kinds = registers_by_id(campaign.sources)
    hard = frozenset(pk for pk, register in kinds.items() if register.kind in COMPLEX)
    criteria = kit.priority.criteria
    criterion = f"{kit.code} {kit.version}: {', '.join(one.code for one in criteria)}"
    people = tuple(
        compute(actor=actor, grant_ids=grant_ids, groups=COMPUTABLE, criterion=criterion, at=at)
    )
    turns = fair_turns(one for one in people if one.has_phone)
    calls = [
        call_to_add(
            facts,
            criteria=criteria,
            calling=kit.calling,
            complex_registers=hard,
            year=at.year,
            turn=turns[facts.person],
        )
        for facts in people
        if facts.has_phone
    ]
    without = [one.person for one in people if not one.has_phone]
    with transaction.atomic():
        added = add_calls(
            actor=actor, campaign_id=campaign_id, calls=calls, without_number=len(without), at=at
        )
        ask_visits_without_number(actor=actor, campaign_id=campaign_id, people=without, at=at)
        give_missing_grants(actor=actor, campaign_id=campaign_id, at=at)
    return added
