"""What may be asked of words between two who meet: their list, without any text."""

from collections.abc import Iterable

from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Relay
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import RelayCard, Side


def relay(relay_id: int) -> RelayCard:
    """One word; refuse with `NOT_FOUND`."""
    row = Relay.objects.filter(pk=relay_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return relay_card(row)


def relays_of(introduction_id: int) -> tuple[RelayCard, ...]:
    """The words of a meeting, the first first."""
    rows = Relay.objects.filter(introduction_id=introduction_id).order_by("at", "pk")
    return tuple(map(relay_card, rows))


def waiting_for(side: Side, words: Iterable[RelayCard]) -> int:
    """How many words this side has not read, and may."""
    return sum(one.side is side.other and not one.held and one.read_at is None for one in words)


def relay_card(row: Relay) -> RelayCard:
    return RelayCard(
        relay_id=row.pk,
        key=row.key,
        introduction_id=row.introduction_id,
        side=Side(row.side),
        at=row.at,
        read_at=row.read_at,
        held=tuple(row.held.split()),
    )
