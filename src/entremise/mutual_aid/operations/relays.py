"""Words between the two of a meeting, from the helper's yes until its end: kept, read, let through by the owner when they waited."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Need, Offer, Relay
from entremise.mutual_aid.operations.tracing import locked_introduction, note
from entremise.mutual_aid.rules import may_act
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import NewRelay, Side
from entremise.mutual_aid.vocabulary.needs import Urgency


@transaction.atomic
def keep_relay(*, actor: Actor, new: NewRelay, at: datetime) -> bool:
    """Note a word once for its key; what is held, or sounds like danger, is the owner's today; return whether it is new.

    Refuse with `NOT_YOURS`, `WRONG_STATE` after the end."""
    _, need, offer = locked_introduction(new.introduction_id)
    refuse_other(actor, new.side, need, offer)
    _, is_new = Relay.objects.get_or_create(
        key=new.key,
        defaults={
            "introduction_id": new.introduction_id,
            "side": new.side,
            "at": at,
            "held": " ".join(new.held),
        },
    )
    if not is_new:
        return False
    if new.is_danger:
        need.is_danger, need.urgency = True, Urgency.NOW
    if new.is_danger or new.held:
        need.next_on = min(need.next_on or localdate(at), localdate(at))
    need.save(update_fields=["is_danger", "urgency", "next_on"])
    kind = "WORD_HELD" if new.held else "WORD"
    note(need, actor, at, kind, new.side, is_by_person=actor.user_id is None)
    return True


def refuse_other(actor: Actor, side: Side, need: Need, offer: Offer) -> None:
    """The person herself has no account; a helper writes as herself; the owner writes down for either."""
    if actor.user_id is None and side is Side.PERSON:
        return
    is_helper = actor.user_id is not None and actor.user_id == offer.user_id
    if not (is_helper and side is Side.HELPER) and not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.NOT_YOURS)


@transaction.atomic
def note_read(*, actor: Actor, introduction_id: int, by: Side, at: datetime) -> None:
    """One side has read what the other wrote, on her page or aloud on the phone; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    _, need, offer = locked_introduction(introduction_id)
    refuse_other(actor, by, need, offer)
    waiting = Relay.objects.filter(introduction_id=introduction_id, side=by.other, held="")
    waiting.filter(read_at=None).update(read_at=at)


@transaction.atomic
def let_through(*, actor: Actor, relay_id: int, at: datetime) -> None:
    """The owner has read what waited: the other side may; refuse with `HELD_BY_ANOTHER`, `NOT_FOUND`, `WRONG_STATE`."""
    row = Relay.objects.filter(pk=relay_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    _, need, _ = locked_introduction(row.introduction_id)
    if not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    if Relay.objects.filter(pk=relay_id).exclude(held="").update(held=""):
        note(need, actor, at, "WORD_PASSED", row.side)
