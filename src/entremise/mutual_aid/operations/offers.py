"""An offer is received, answered within 48 hours, used, paused, confirmed again, released with a reason and thanks."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Credential, Offer, Proposal
from entremise.mutual_aid.operations.tracing import (
    find_use_for,
    let_her_see_herself,
    locked_offer,
    look_for_somebody,
    next_number,
    note,
)
from entremise.mutual_aid.rules import asked_again_on, is_past, reviewed_by, state_by_use
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.matching import PROPOSAL, ProposalState, RefusalReason
from entremise.mutual_aid.vocabulary.offers import (
    RECONFIRMED_WITHIN,
    USABLE,
    NewOffer,
    OfferState,
    ReleaseReason,
    Terms,
    WhyDeclined,
)
from entremise.notices.operations import withdraw_question

USED_OR_NOT: Final = USABLE | {OfferState.USED}
ONE_NIGHT: Final = timedelta(days=1)
STANDING: Final = USED_OR_NOT | {OfferState.RECONFIRM_DUE, OfferState.PAUSED}


@transaction.atomic
def receive_offer(*, actor: Actor, new: NewOffer, at: datetime) -> int:
    """Write down an offer, once for a key; the desk answers within 48 hours, even a no; return its id."""
    spot = None if new.spot is None else new.spot.coarse()
    row, is_new = Offer.objects.get_or_create(
        key=new.key,
        defaults={
            "number": next_number("O", "mutual_aid_offer_id_seq"),
            "code": new.code,
            "seconds": list(new.seconds),
            "person": new.person,
            "user_id": new.user_id,
            "organization_id": new.organization_id,
            "kind": new.kind,
            "state": OfferState.WAITING,
            "channel": new.channel,
            "categories": list(new.categories),
            "lat_e6": None if spot is None else round(spot.lat * 1e6),
            "lon_e6": None if spot is None else round(spot.lon * 1e6),
            "district": "" if spot is None else spot.district,
            "radius_m": new.radius_m,
            "capacity": new.capacity,
            "languages": list(new.languages),
            "means": list(new.means),
            "slots": list(new.slots),
            "until": new.until,
            "quantity": new.quantity,
            "is_minor": new.is_minor,
            "consent_read": new.consent_read,
            "next_on": reviewed_by(at),
            "opened_at": at,
        },
    )
    if is_new:
        note(row, actor, at, "RECEIVED", new.channel, is_by_person=actor.user_id is None)
        let_her_see_herself(row, at)
    return row.pk


@transaction.atomic
def accept_offer(*, actor: Actor, offer_id: int, at: datetime) -> None:
    """The desk's yes: it can be proposed from now on; refuse with `WRONG_STATE`."""
    row = in_state(offer_id, OfferState.WAITING)
    row.first_answered_at = row.confirmed_at = at
    stand(row, actor, at, "ACCEPTED")


@transaction.atomic
def decline_offer(*, actor: Actor, offer_id: int, why: WhyDeclined, at: datetime) -> None:
    """The desk's no with its reason, said within 48 hours too; refuse with `WRONG_STATE`."""
    row = in_state(offer_id, OfferState.WAITING)
    row.first_answered_at = at
    note(row, actor, at, "DECLINED", why)
    leave(row, actor, ReleaseReason.DECLINED, at)


@transaction.atomic
def check_credential(*, actor: Actor, offer_id: int, kind: str, until: date, at: datetime) -> None:
    """A human of the desk has seen it: « has been met », a licence; until a day; refuse with `DATE_PAST`, `NOT_FOUND`."""
    row = locked_offer(offer_id)
    if is_past(until, at):
        raise Refused(Refusal.DATE_PAST)
    Credential.objects.update_or_create(
        offer=row,
        kind=kind,
        defaults={"checked_on": localdate(at), "checked_by_id": actor.user_id or 0, "until": until},
    )
    note(row, actor, at, "CREDENTIAL", kind)


@transaction.atomic
def pause_offer(*, actor: Actor, offer_id: int, until: date, at: datetime) -> None:
    """Nothing is asked of her before a day; who counts on her already still does; refuse with `WRONG_STATE`, `DATE_PAST`."""
    row = in_state(offer_id, *STANDING)
    if is_past(until, at):
        raise Refused(Refusal.DATE_PAST)
    drop_asked(row, at)
    row.state, row.next_on = OfferState.PAUSED, until
    row.save(update_fields=["state", "next_on"])
    note(
        row,
        actor,
        at,
        "PAUSED",
        until.isoformat(),
        is_by_person=actor.user_id in (None, row.user_id),
    )


@transaction.atomic
def change_offer(*, actor: Actor, offer_id: int, terms: Terms, at: datetime) -> None:
    """When, how far, how many, until when; who counts on her already still does; refuse with `WRONG_STATE`, `DATE_PAST`, `OFFER_FULL`."""
    row = in_state(offer_id, OfferState.WAITING, *STANDING)
    if terms.until is not None and is_past(terms.until, at):
        raise Refused(Refusal.DATE_PAST)
    if terms.capacity < row.active_count:
        raise Refused(Refusal.OFFER_FULL)
    row.slots, row.radius_m, row.capacity = list(terms.slots), terms.radius_m, terms.capacity
    row.until = terms.until
    if row.state in USED_OR_NOT:
        row.state, row.next_on = state_by_use(row), asked_again_on(row, at)
    row.save()
    note(row, actor, at, "CHANGED", is_by_person=actor.user_id in (None, row.user_id))
    drop_found(row, at)
    if row.state in USABLE:
        find_use_for(row.pk)


@transaction.atomic
def confirm_offer(*, actor: Actor, offer_id: int, at: datetime) -> None:
    """« It still stands »: for sixty days more, or until its last day; refuse with `WRONG_STATE`."""
    row = in_state(offer_id, *STANDING)
    row.confirmed_at = at
    stand(row, actor, at, "CONFIRMED")


@transaction.atomic
def release_offer(*, actor: Actor, offer_id: int, reason: ReleaseReason, at: datetime) -> None:
    """Let it go, with thanks; refuse with `WRONG_STATE` while somebody counts on her: meetings are ended first; again is nothing."""
    row = locked_offer(offer_id)
    if row.state == OfferState.RELEASED:
        return
    if row.active_count:
        raise Refused(Refusal.WRONG_STATE)
    leave(row, actor, reason, at)


@transaction.atomic
def join_account(*, actor: Actor, offer_id: int, user_id: int, at: datetime) -> None:
    """The account by which the helper answers from now on; refuse with `NOT_FOUND`."""
    row = locked_offer(offer_id)
    row.user_id = user_id
    row.save(update_fields=["user"])
    let_her_see_herself(row, at)
    note(row, actor, at, "ACCOUNT")


def drop_found(row: Offer, at: datetime) -> None:
    """What the machine found for the terms of before is found anew."""
    found = Proposal.objects.filter(offer=row, state=ProposalState.PROVISIONAL)
    need_ids = list(found.order_by("need_id").values_list("need_id", flat=True))
    found.update(state=ProposalState.SUPERSEDED, decided_at=at)
    for need_id in need_ids:
        look_for_somebody(need_id)


@transaction.atomic
def turn_offers_over(*, actor: Actor, at: datetime) -> int:
    """Each night: ask again what was not confirmed, end pauses, let go what nobody confirmed; return how many changed."""
    today = localdate(at)
    due = Offer.objects.select_for_update(skip_locked=True).filter(
        next_on__lte=today, state__in=sorted(STANDING)
    )
    changed = 0
    for row in due.order_by("pk"):
        changed += turned(row, actor, today, at)
    return changed


def turned(row: Offer, actor: Actor, today: date, at: datetime) -> bool:
    if row.state == OfferState.PAUSED and (row.until is None or row.until >= today):
        row.confirmed_at = at
        stand(row, actor, at, "RESUMED")
    elif row.active_count:  # people count on her: a human asks, no clock lets go
        row.next_on = localdate(at + RECONFIRMED_WITHIN)
        row.save(update_fields=["next_on"])
    elif row.until == today or is_asked_for_somebody(row):  # her last day is hers
        row.next_on = localdate(at + ONE_NIGHT)
        row.save(update_fields=["next_on"])
    elif row.until is not None and row.until < today:
        leave(row, actor, ReleaseReason.OVER, at)
    elif row.state == OfferState.RECONFIRM_DUE:
        leave(row, actor, ReleaseReason.NOT_RECONFIRMED, at)
    else:
        ask_standing(row, actor, at)
    return True


def is_asked_for_somebody(row: Offer) -> bool:
    """Two questions at once, and a OUI answers neither."""
    return Proposal.objects.filter(offer=row, state=ProposalState.SENT).exists()


def ask_standing(row: Offer, actor: Actor, at: datetime) -> None:
    row.state, row.next_on = OfferState.RECONFIRM_DUE, localdate(at + RECONFIRMED_WITHIN)
    row.save(update_fields=["state", "next_on"])
    note(row, actor, at, "ASKED_AGAIN")


@transaction.atomic
def ask_offer_again(*, actor: Actor, offer_id: int, at: datetime) -> None:
    """Ask now whether it still stands, before its day; nobody is sent meanwhile; refuse with `WRONG_STATE`."""
    row = in_state(offer_id, *STANDING - {OfferState.RECONFIRM_DUE})
    drop_asked(row, at)
    ask_standing(row, actor, at)


def in_state(offer_id: int, *states: OfferState) -> Offer:
    row = locked_offer(offer_id)
    if row.state not in states:
        raise Refused(Refusal.WRONG_STATE)
    return row


def stand(row: Offer, actor: Actor, at: datetime, kind: str) -> None:
    row.state = state_by_use(row)
    row.next_on = asked_again_on(row, at)
    row.save()
    withdraw_question(origin=Origin(Thing.OFFER, row.pk), at=at)
    note(row, actor, at, kind, is_by_person=actor.user_id in (None, row.user_id))
    if row.state in USABLE:
        find_use_for(row.pk)


def leave(row: Offer, actor: Actor, reason: ReleaseReason, at: datetime) -> None:
    drop_asked(row, at)
    row.state, row.release_reason, row.closed_at = OfferState.RELEASED, reason, at
    row.save()
    withdraw_question(origin=Origin(Thing.OFFER, row.pk), at=at)
    note(row, actor, at, "RELEASED", reason, is_by_person=actor.user_id in (None, row.user_id))


def drop_asked(row: Offer, at: datetime) -> None:
    """What she was asked and has not answered goes to somebody else; of what the machine only found nobody knows."""
    drop_found(row, at)
    asked = Proposal.objects.filter(offer=row, state=ProposalState.SENT)
    pairs = list(asked.order_by("need_id").values_list("pk", "need_id"))
    asked.update(state=ProposalState.REFUSED, reason=RefusalReason.NOT_FREE, decided_at=at)
    for proposal_id, need_id in pairs:
        withdraw_question(origin=Origin(PROPOSAL, proposal_id), at=at)
        look_for_somebody(need_id)
