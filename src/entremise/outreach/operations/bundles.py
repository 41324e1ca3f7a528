"""A bundle of sheets: drawn by the rule of the next person, handed over, counted when it comes back, destroyed."""

import secrets
from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate, localtime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign_many
from entremise.commons.queries.objections import has_objected
from entremise.commons.vocabulary.access import NewAssignment, Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import NOON, half_hours_of, next_within
from entremise.engines.sheet_codes import ALPHABET, BUNDLE_LENGTH, SHEETS_AT_MOST
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Bundle, Call, Caller, Campaign, Sheet
from entremise.outreach.operations.calls import locked_caller, take
from entremise.outreach.operations.own_grants import give_own_grants
from entremise.outreach.operations.stopping import let_go, stop
from entremise.outreach.queries.hours import half_day_span, local_moment
from entremise.outreach.rules import CALLING, calling_rules, may_print, origin_of
from entremise.outreach.vocabulary.calls import (
    CallState,
    StopReason,
    TakenCall,
)
from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.outreach.vocabulary.paper import (
    BACK_AT,
    PRINTED_AHEAD_AT_MOST,
    READ_WITHIN,
    SETTLED,
    BundleKind,
    NewBundle,
    Refusal,
    SheetState,
)

PAPER_CAP_AN_HOUR = 120  # ten bundles


@transaction.atomic
def draw_bundle(*, actor: Actor, new: NewBundle, at: datetime) -> int:
    """Put on paper the next people of one caller, twelve at most, for half a day; return the bundle; refuse with
    `NOT_YOUR_CAMPAIGN`, `NOT_A_CALLER`, `BUNDLE_OUT`, `HOLDS_A_CALL`, `NO_HOURS`, `CAMPAIGN_NOT_OPEN`, `NO_CALL_LEFT`."""
    caller = locked_caller(Actor(user_id=new.caller_id), new.campaign_id)
    campaign = caller.campaign
    if not may_print(campaign, actor):
        raise Refused(CallRefusal.NOT_YOUR_CAMPAIGN)
    refuse_half_day(campaign, new, at)
    if Bundle.objects.filter(campaign=campaign, caller_id=new.caller_id, returned_at=None).exists():
        raise Refused(Refusal.BUNDLE_OUT)
    give_own_grants(
        actor=actor,
        campaign_id=campaign.pk,
        reach=Reach.PAPER,
        hourly_cap=PAPER_CAP_AN_HOUR,
        at=at,
    )
    bundle = Bundle.objects.create(
        kind=BundleKind.HALF_DAY,
        code=new_code(),
        campaign=campaign,
        caller_id=new.caller_id,
        on=new.on,
        is_afternoon=new.is_afternoon,
        printed_by_id=actor.user_id or 0,
        printed_at=at,
        held_until=local_moment(new.on + timedelta(days=1), BACK_AT),
    )
    sheets = drawn_sheets(bundle, caller, min(new.size, SHEETS_AT_MOST), at)
    let_print(actor, Purpose(campaign.purpose), sheets, at)
    return bundle.pk


def refuse_half_day(campaign: Campaign, new: NewBundle, at: datetime) -> None:
    start, end = half_day_span(on=new.on, is_afternoon=new.is_afternoon)
    is_near = localdate(at) <= new.on <= localdate(at + PRINTED_AHEAD_AT_MOST) and end > at
    begins = next_within(calling_rules(campaign), localtime(start))
    if not is_near or begins is None or begins >= end:
        raise Refused(Refusal.NO_HOURS)
    if campaign.state not in CALLING or not campaign.starts_at <= begins < campaign.ends_at:
        raise Refused(CallRefusal.CAMPAIGN_NOT_OPEN)


def new_code() -> str:
    """Never used before, so that an old sheet is not taken for a new one."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(BUNDLE_LENGTH))
        if not Bundle.objects.filter(code=code).exists():
            return code


def drawn_sheets(bundle: Bundle, caller: Caller, size: int, at: datetime) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    span = (time(0), NOON) if not bundle.is_afternoon else (NOON, time.max)
    while len(sheets) < size and (taken := take(caller, at, half_hours_of((span,)))) is not None:
        if not taken.is_new:
            raise Refused(Refusal.HOLDS_A_CALL)
        sheet = put_on_paper(bundle, len(sheets) + 1, taken, at)
        if sheet is not None:
            sheets.append(sheet)
    if not sheets:
        raise Refused(CallRefusal.NO_CALL_LEFT)
    return tuple(sheets)


def put_on_paper(bundle: Bundle, position: int, taken: TakenCall, at: datetime) -> Sheet | None:
    """She waits until the hold ends, then comes back as « perhaps called already »; none when she objected."""
    campaign = bundle.campaign
    call = Call.objects.get(pk=taken.call_id)
    purpose = Purpose(campaign.purpose)
    if has_objected(person=call.person, purpose=purpose, origin=origin_of(campaign.pk)):
        stop(call=call, reason=StopReason.OBJECTION, at=at)
        return None
    let_go(call)
    call.state, call.due_at, call.is_maybe_called = CallState.WAITING, bundle.held_until, True
    call.save()
    attempt = Attempt.objects.get(call=call, token=taken.token)
    attempt.shown_at = at
    attempt.save(update_fields=["shown_at"])
    return Sheet.objects.create(
        bundle=bundle, position=position, person=call.person, call=call, attempt=attempt
    )


def let_print(actor: Actor, purpose: Purpose, sheets: Collection[Sheet], at: datetime) -> None:
    """Who prints may open these people for a quarter of an hour, under her own grant."""
    assign_many(
        new=tuple(
            NewAssignment(
                user_id=actor.user_id or 0,
                person=sheet.person,
                purpose=purpose,
                origin=Origin("SHEET", sheet.pk),
                until=at + READ_WITHIN,
            )
            for sheet in sheets
        ),
        at=at,
    )


def locked_bundle(actor: Actor, bundle_id: int) -> Bundle:
    rows = Bundle.objects.select_for_update(of=("self",)).select_related("campaign")
    bundle = rows.filter(pk=bundle_id).order_by("pk").first()
    if bundle is None or not may_print(bundle.campaign, actor):
        raise Refused(CallRefusal.NOT_YOUR_CAMPAIGN)
    return bundle


@transaction.atomic
def hand_bundle_over(*, actor: Actor, bundle_id: int, at: datetime) -> None:
    """Its caller has it in her hands; refuse with `WRONG_STEP`."""
    bundle = locked_bundle(actor, bundle_id)
    if bundle.claimed_at is not None or bundle.kind != BundleKind.HALF_DAY:
        raise Refused(Refusal.WRONG_STEP)
    bundle.claimed_at = at
    bundle.save(update_fields=["claimed_at"])


@transaction.atomic
def take_bundle_back(
    *, actor: Actor, bundle_id: int, positions: Collection[int], at: datetime
) -> tuple[int, ...]:
    """Count what came back; what is not there is missing from now on; return the missing positions; refuse with `WRONG_STEP`."""
    bundle = locked_bundle(actor, bundle_id)
    if bundle.returned_at is not None:
        raise Refused(Refusal.WRONG_STEP)
    bundle.returned_at, bundle.returned_to_id = at, actor.user_id
    bundle.save(update_fields=["returned_at", "returned_to"])
    out = Sheet.objects.filter(bundle=bundle, state=SheetState.OUT)
    out.filter(position__in=positions).update(state=SheetState.BACK)
    missing = tuple(out.order_by("position").values_list("position", flat=True))
    out.update(state=SheetState.MISSING, missing_at=at)
    return missing


@transaction.atomic
def find_sheet(*, actor: Actor, sheet_id: int, at: datetime) -> None:
    """A missing sheet came back: it is typed like the others; refuse with `WRONG_STEP`."""
    sheet = lost_sheet(actor, sheet_id)
    sheet.state, sheet.closed_at = SheetState.BACK, at
    sheet.closed_by_id = actor.user_id
    sheet.save(update_fields=["state", "closed_at", "closed_by"])


@transaction.atomic
def close_incident(*, actor: Actor, sheet_id: int, note: str, at: datetime) -> None:
    """What was done about a lost sheet: looked for, person told, CNIL told or not and why; refuse with `WRONG_STEP`."""
    sheet = lost_sheet(actor, sheet_id)
    sheet.closed_at, sheet.closed_by_id, sheet.closing_note = at, actor.user_id, note
    sheet.missing_at = sheet.missing_at or at
    sheet.state = SheetState.MISSING
    sheet.save(update_fields=["closed_at", "closed_by", "closing_note", "missing_at", "state"])


def lost_sheet(actor: Actor, sheet_id: int) -> Sheet:
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("bundle__campaign")
    sheet = rows.filter(pk=sheet_id).order_by("pk").first()
    if sheet is None or not may_print(sheet.bundle.campaign, actor):
        raise Refused(CallRefusal.NOT_YOUR_CAMPAIGN)
    if sheet.state not in (SheetState.MISSING, SheetState.OUT):
        raise Refused(Refusal.WRONG_STEP)
    return sheet


@transaction.atomic
def destroy_bundle(*, actor: Actor, bundle_id: int, at: datetime) -> None:
    """The sheets went through the shredder; refuse with `SHEETS_NOT_TYPED` while one is still to be typed, or `WRONG_STEP`."""
    bundle = locked_bundle(actor, bundle_id)
    if bundle.destroyed_at is not None:
        raise Refused(Refusal.WRONG_STEP)
    left = Sheet.objects.filter(bundle=bundle).exclude(state__in=[*SETTLED, SheetState.MISSING])
    if bundle.kind == BundleKind.HALF_DAY and left.exists():
        raise Refused(Refusal.SHEETS_NOT_TYPED)
    bundle.destroyed_at, bundle.destroyed_by_id = at, actor.user_id
    bundle.returned_at = bundle.returned_at or at
    bundle.save(update_fields=["destroyed_at", "destroyed_by", "returned_at"])
