"""The life of a campaign, from a kit to its balance; its people and its callers."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.grants import (
    resume_grants_of,
    revoke_grant,
    revoke_grants_of,
)
from entremise.commons.operations.registers import open_register
from entremise.commons.queries.grants import grants_of_origin
from entremise.commons.vocabulary.access import NewRegister
from entremise.commons.vocabulary.law import RegisterKind
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Campaign, CampaignStep, Visit, VisitStep
from entremise.outreach.operations.pairs import end_pairs
from entremise.outreach.operations.stopping import stop
from entremise.outreach.queries.gaps import gaps_of
from entremise.outreach.queries.paper import has_untyped_sheets
from entremise.outreach.queries.visits import open_visit_count
from entremise.outreach.rules import end_of_first_wave, may_lead, origin_of
from entremise.outreach.vocabulary.calls import Refusal, StopReason
from entremise.outreach.vocabulary.campaigns import CampaignState, Gap, NewCampaign
from entremise.outreach.vocabulary.paper import Refusal as PaperRefusal
from entremise.outreach.vocabulary.visits import VisitRefusal

State = CampaignState


@transaction.atomic
def draft_campaign(*, actor: Actor, new: NewCampaign, at: datetime) -> int:
    """A campaign in draft, with the register that will hold its answers; return its id; refuse with `TITLE_TAKEN`."""
    if Campaign.objects.filter(title=new.title).exists():
        raise Refused(Refusal.TITLE_TAKEN)
    row = Campaign.objects.create(
        title=new.title,
        organization_id=new.organization_id,
        lead_id=actor.user_id or 0,
        kit_version_id=new.kit_version_id,
        purpose=new.purpose,
        territory_code=new.territory_code,
        sources=list(new.sources),
        switchboard=new.switchboard,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        created_at=at,
    )
    row.register_id = open_register(actor=actor, new=register_of(new), at=at)
    row.save(update_fields=["register"])
    note(row, actor, "", State.DRAFT, at)
    return row.pk


def register_of(new: NewCampaign) -> NewRegister:
    return NewRegister(
        kind=RegisterKind.CAMPAIGN,
        title=f"Campagne : {new.title}"[:120],
        plain_name="les réponses à nos appels",
        controller_id=new.organization_id,
        territory_code=new.territory_code,
        legal_reference="RGPD, articles 6.1.c et 6.1.e",
    )


@transaction.atomic
def choose_sources(
    *, actor: Actor, campaign_id: int, sources: Collection[int], at: datetime
) -> None:
    """The registers that a campaign in draft will call from; its list is built afresh, what was dropped is no longer read."""
    row = locked(actor, campaign_id, State.DRAFT, State.CHECKED)
    dropped = set(row.sources) - set(sources)
    row.sources = sorted(sources)
    row.save(update_fields=["sources"])
    Call.objects.filter(campaign=row).delete()  # nobody was called yet
    VisitStep.objects.filter(visit__campaign=row).delete()
    Visit.objects.filter(campaign=row).delete()
    for grant in grants_of_origin(origin_of(campaign_id)):
        if dropped & set(grant.registers):
            revoke_grant(actor=actor, grant_id=grant.grant_id, at=at)
    move(row, actor, State.DRAFT, at)


@transaction.atomic
def check_campaign(*, actor: Actor, campaign_id: int, at: datetime) -> tuple[Gap, ...]:
    """What is still missing; with nothing missing, the contents are frozen as checked."""
    row = locked(actor, campaign_id, State.DRAFT, State.CHECKED)
    gaps = gaps_of(campaign_id=campaign_id, at=at)
    move(row, actor, State.DRAFT if gaps else State.CHECKED, at)
    return gaps


@transaction.atomic
def open_campaign(*, actor: Actor, campaign_id: int, at: datetime) -> None:
    """Let calls begin; refuse with `NOT_READY_TO_OPEN` while something is missing."""
    row = locked(actor, campaign_id, State.CHECKED)
    if gaps_of(campaign_id=campaign_id, at=at):
        raise Refused(Refusal.NOT_READY_TO_OPEN)
    row.opened_at = at
    row.save(update_fields=["opened_at"])
    move(row, actor, State.OPEN, at)
    row.calls.update(reach_by=end_of_first_wave(row, at))


@transaction.atomic
def pause_campaign(*, actor: Actor, campaign_id: int, reason: str, at: datetime) -> None:
    """Begin no call; those that are held may end."""
    row = locked(actor, campaign_id, State.OPEN, State.CLOSING)
    move(row, actor, State.PAUSED, at, reason)


@transaction.atomic
def resume_campaign(*, actor: Actor, campaign_id: int, at: datetime) -> None:
    """Go on after a pause, where it stood before: one that was closing calls nobody new."""
    row = locked(actor, campaign_id, State.PAUSED)
    resume_grants_of(actor=actor, origin=origin_of(campaign_id), at=at)
    pauses = CampaignStep.objects.filter(campaign=row, after=State.PAUSED).exclude(
        before=State.PAUSED
    )
    last = pauses.order_by("-at", "-pk").values_list("before", flat=True).first()
    move(row, actor, State(last or State.OPEN), at)


@transaction.atomic
def begin_closing(*, actor: Actor, campaign_id: int, at: datetime) -> None:
    """No first call any more; promises and retries go on."""
    move(locked(actor, campaign_id, State.OPEN, State.PAUSED), actor, State.CLOSING, at)


@transaction.atomic
def close_campaign(*, actor: Actor, campaign_id: int, at: datetime) -> None:
    """End it: what was not called is stopped, its grants are revoked, so no sheet could be typed any more; refuse with
    `CALLS_STILL_HELD`, `VISITS_STILL_OPEN`, `SHEETS_NOT_TYPED`."""
    row = locked(actor, campaign_id, State.OPEN, State.PAUSED, State.CLOSING)
    if Call.objects.filter(campaign=row, held_by__isnull=False, lease_until__gt=at).exists():
        raise Refused(Refusal.CALLS_STILL_HELD)
    if open_visit_count(campaign_id=row.pk):
        raise Refused(VisitRefusal.VISITS_STILL_OPEN)
    if has_untyped_sheets(campaign_id=row.pk):
        raise Refused(PaperRefusal.SHEETS_NOT_TYPED)
    for call in Call.objects.select_for_update().filter(campaign=row, ended_at=None).order_by("pk"):
        stop(call=call, reason=StopReason.CAMPAIGN_CLOSED, at=at)
    end_pairs(campaign_id=campaign_id, at=at)
    revoke_grants_of(actor=actor, origin=origin_of(campaign_id), at=at)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    move(row, actor, State.CLOSED, at)


@transaction.atomic
def order_sundays(*, actor: Actor, campaign_id: int, order: str, at: datetime) -> None:
    """A written order, in a red alert, opens Sundays and public holidays."""
    row = locked(actor, campaign_id, State.DRAFT, State.CHECKED, State.OPEN, State.PAUSED)
    row.is_sunday_ordered = True
    row.save(update_fields=["is_sunday_ordered"])
    note(row, actor, row.state, row.state, at, order)


def locked(actor: Actor, campaign_id: int, *states: CampaignState) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=campaign_id)
    if not may_lead(row, actor):
        raise Refused(Refusal.NOT_YOUR_CAMPAIGN)
    if row.state not in states:
        raise Refused(Refusal.WRONG_STATE)
    return row


def move(row: Campaign, actor: Actor, state: CampaignState, at: datetime, reason: str = "") -> None:
    before, row.state, row.pause_reason = row.state, state, reason
    row.save(update_fields=["state", "pause_reason"])
    if before != state:
        note(row, actor, before, state, at, reason)


def note(
    row: Campaign, actor: Actor, before: str, after: str, at: datetime, text: str = ""
) -> None:
    CampaignStep.objects.create(
        campaign=row, at=at, user_id=actor.user_id, before=before, after=after, note=text
    )
