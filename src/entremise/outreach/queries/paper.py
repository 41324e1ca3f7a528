"""What may be asked about bundles and sheets; whom a sheet is for, only to print it or to type it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.sheet_codes import code_of, read_code
from entremise.kernel.errors import Refused
from entremise.outreach.models import Bundle, Caller, Campaign, Sheet
from entremise.outreach.queries.campaigns import campaign_card
from entremise.outreach.rules import may_lead, may_print, may_type
from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.outreach.vocabulary.paper import (
    LOSS_TOLD_WITHIN,
    READ_WITHIN,
    SETTLED,
    TO_TYPE,
    BundleCard,
    BundleKind,
    LostSheet,
    Refusal,
    SheetCard,
    SheetState,
    SheetToPrint,
    SheetToType,
)

SHOWN_AT_MOST = 60


def campaign_printed(*, actor: Actor, campaign_id: int) -> CampaignCard:
    """A campaign that this actor puts on paper; refuse with `NOT_YOUR_CAMPAIGN`."""
    row = Campaign.objects.filter(pk=campaign_id).order_by("pk").first()
    if row is None or not may_print(row, actor):
        raise Refused(CallRefusal.NOT_YOUR_CAMPAIGN)
    return campaign_card(row)


def any_bundle() -> int:
    """For the crawl: the last one printed; `StopIteration` when there is none."""
    return next(iter(Bundle.objects.order_by("-pk").values_list("pk", flat=True)[:1]))


def any_sheet_to_type() -> str:
    """For the crawl: a sheet that waits to be typed; `StopIteration` when there is none."""
    rows = Sheet.objects.filter(state__in=TO_TYPE).exclude(call=None).order_by("-pk")
    code, position = next(iter(rows.values_list("bundle__code", "position")[:1]))
    return code_of(code, position)


def is_paper_out(*, organization_id: int | None) -> bool:
    """Whether a body has sheets of calls to type: only then its callers are shown where."""
    rows = Sheet.objects.filter(state__in=TO_TYPE, call__isnull=False)
    return rows.filter(bundle__campaign__organization_id=organization_id or 0).exists()


def bundles_of(*, campaign_id: int) -> tuple[BundleCard, ...]:
    """The bundles of a campaign, the last printed first."""
    rows = bundle_rows().filter(campaign_id=campaign_id).order_by("-printed_at", "-pk")
    return tuple(bundle_card(row) for row in rows[:SHOWN_AT_MOST])


def bundle(*, actor: Actor, bundle_id: int) -> BundleCard:
    """One bundle of a campaign where this actor prints; refuse with `NOT_YOUR_CAMPAIGN`."""
    row = bundle_rows().filter(pk=bundle_id).order_by("pk").first()
    if row is None or not may_print(row.campaign, actor):
        raise Refused(CallRefusal.NOT_YOUR_CAMPAIGN)
    return bundle_card(row)


def bundle_rows() -> QuerySet[Bundle]:
    return Bundle.objects.select_related("campaign").prefetch_related("sheets")


def bundle_card(row: Bundle) -> BundleCard:
    return BundleCard(
        bundle_id=row.pk,
        kind=BundleKind(row.kind),
        code=row.code,
        campaign_id=row.campaign_id,
        campaign_title=row.campaign.title,
        caller_id=row.caller_id,
        on=row.on,
        is_afternoon=row.is_afternoon,
        printed_by=row.printed_by_id,
        printed_at=row.printed_at,
        held_until=row.held_until,
        claimed_at=row.claimed_at,
        returned_at=row.returned_at,
        returned_to=row.returned_to_id,
        opened_at=row.opened_at,
        opened_by=row.opened_by_id,
        opening_reason=row.opening_reason,
        destroyed_at=row.destroyed_at,
        destroyed_by=row.destroyed_by_id,
        sheets=tuple(sheet_cards(row.code, sorted(row.sheets.all(), key=lambda s: s.position))),
    )


def sheet_cards(code: str, rows: Iterable[Sheet]) -> Iterable[SheetCard]:
    for row in rows:
        yield SheetCard(
            sheet_id=row.pk,
            bundle_id=row.bundle_id,
            code=code_of(code, row.position),
            position=row.position,
            state=SheetState(row.state),
            typed_by=row.typed_by_id,
            typed_at=row.typed_at,
            first_typed_by=row.first_typed_by_id,
            first_typed_at=row.first_typed_at,
            differences_count=row.differences_count,
        )


def sheets_to_print(*, actor: Actor, bundle_id: int, at: datetime) -> tuple[SheetToPrint, ...]:
    """Whom each sheet is for, to whoever drew the bundle just now; refuse with `TOO_LATE_TO_PRINT`."""
    row = (
        Bundle.objects.filter(pk=bundle_id, printed_by_id=actor.user_id or 0).order_by("pk").first()
    )
    if row is None or at >= row.printed_at + READ_WITHIN:
        raise Refused(Refusal.TOO_LATE_TO_PRINT)
    still_out = Q(call=None) | Q(
        call__ended_at=None
    )  # an objection between the two takes a sheet out
    rows = Sheet.objects.filter(still_out, bundle=row, state=SheetState.OUT)
    return tuple(
        sheet_to_print(row.code, one)
        for one in rows.select_related("call__pool").order_by("position")
    )


def sheet_to_print(code: str, row: Sheet) -> SheetToPrint:
    call = row.call
    return SheetToPrint(
        sheet_id=row.pk,
        code=code_of(code, row.position),
        position=row.position,
        person=row.person,
        reasons=tuple(call.reasons) if call else (),
        language=call.pool.language if call else "fr",
        is_maybe_called=False,
        tries_count=call.tries_count if call else 0,
    )


def has_untyped_sheets(*, campaign_id: int) -> bool:
    """Whether a caller, a tray or a second typist still has a sheet of this campaign; a lost one is an incident of its own."""
    rows = Sheet.objects.filter(bundle__campaign_id=campaign_id, bundle__kind=BundleKind.HALF_DAY)
    return rows.exclude(state__in=[*SETTLED, SheetState.MISSING]).exists()


def sheet_to_type(*, actor: Actor, code: str) -> SheetToType:
    """A sheet of a campaign where this actor types, by its code; refuse with `NO_SHEET`."""
    read = read_code(code)
    rows = Sheet.objects.select_related("bundle__campaign").filter(
        bundle__code=read[0] if read else "", position=read[1] if read else 0, state__in=TO_TYPE
    )
    row = rows.order_by("pk").first()
    if row is None or row.call_id is None or not may_type(row.bundle.campaign, actor):
        raise Refused(Refusal.NO_SHEET)
    held, campaign = row.bundle, row.bundle.campaign
    return SheetToType(
        sheet_id=row.pk,
        code=code_of(held.code, row.position),
        position=row.position,
        state=SheetState(row.state),
        call_id=row.call_id,
        campaign_id=campaign.pk,
        campaign_title=campaign.title,
        organization_id=campaign.organization_id,
        register_id=campaign.register_id,
        kit_version_id=campaign.kit_version_id,
        purpose=Purpose(campaign.purpose),
        person=row.person,
        caller_id=held.caller_id or 0,
        on=held.on,
        is_afternoon=held.is_afternoon,
        first_typed_by=row.first_typed_by_id,
        first_typed_at=row.first_typed_at,
    )


def next_code(*, code: str) -> str:
    """The next sheet of the same bundle that waits to be typed, in the order of the pile; empty when none is left."""
    read = read_code(code)
    if read is None:
        return ""
    rows = Sheet.objects.filter(bundle__code=read[0], state__in=[SheetState.OUT, SheetState.BACK])
    position = (
        rows.filter(position__gt=read[1]).order_by("position").values_list("position", flat=True)
    )
    first = position.first()
    return code_of(read[0], first) if first else ""


def sheets_typed_once(*, actor: Actor) -> tuple[str, ...]:
    """Grave sheets of the actor's campaigns that wait for their second typist, the oldest first, by code."""
    rows = Sheet.objects.filter(state=SheetState.ONCE).select_related("bundle__campaign")
    rows = rows.exclude(bundle__caller_id=actor.user_id or 0).order_by("first_typed_at", "pk")
    mine = set(
        Caller.objects.filter(user_id=actor.user_id or 0, ended_at=None).values_list(
            "campaign_id", flat=True
        )
    )
    is_lead = actor.has(Role.CAMPAIGN_LEAD)
    return tuple(
        code_of(one.bundle.code, one.position)
        for one in rows
        if one.bundle.campaign_id in mine or (is_lead and may_lead(one.bundle.campaign, actor))
    )


def lost_sheets(
    *, at: datetime, campaign_id: int | None = None, is_open: bool = True
) -> tuple[LostSheet, ...]:
    """Sheets that nobody has: said missing, or not returned when people came back to the queue; open incidents, or all."""
    lost = Q(state=SheetState.MISSING) | Q(
        state=SheetState.OUT, bundle__held_until__lte=at, bundle__returned_at=None
    )
    rows = Sheet.objects.filter(lost).select_related("bundle__campaign")
    if campaign_id is not None:
        rows = rows.filter(bundle__campaign_id=campaign_id)
    if is_open:
        rows = rows.filter(closed_at=None)
    return tuple(
        lost_sheet(row) for row in rows.order_by("bundle__held_until", "pk")[:SHOWN_AT_MOST]
    )


def lost_sheet(row: Sheet) -> LostSheet:
    held, campaign = row.bundle, row.bundle.campaign
    known_at = row.missing_at or held.held_until
    return LostSheet(
        sheet_id=row.pk,
        code=code_of(held.code, row.position),
        bundle_id=held.pk,
        campaign_id=campaign.pk,
        campaign_title=campaign.title,
        caller_id=held.caller_id,
        lead_id=campaign.lead_id,
        known_at=known_at,
        told_by=known_at + LOSS_TOLD_WITHIN,
        closed_at=row.closed_at,
        closing_note=row.closing_note,
    )
