"""What a member may still do with a request: vote, speak, give a proxy, vote by one."""

from entremise.commons.operations.debates import DEBATED
from entremise.commons.queries.votes import proxies_of, seat_of, seats, seats_to_hear, voted_on
from entremise.commons.vocabulary.uses import UseCard, UseState
from entremise.commons.vocabulary.votes import ProxyCard, SeatCard
from entremise.web.college.forms import VoteForm
from entremise.web.shell.visit import Visit
from entremise.web.uses.words import COLLEGES


def voter_of(card: UseCard, visit: Visit) -> dict[str, object]:
    """The seat of the visitor and what it allows now."""
    human_id = visit.actor.human_id or 0
    seat = seat_of(human_id=human_id, at=visit.at)
    is_over = card.vote_closes_at is not None and card.vote_closes_at <= visit.at
    is_open = card.state is UseState.VOTING and not is_over
    hear = seats_to_hear(request_id=card.request_id, at=visit.at) if is_open else ()
    waiting = {one.member_id for one in hear}
    has_voted = bool(voted_on(human_id=human_id, request_ids=[card.request_id]))
    may_vote = seat is not None and seat.member_id in waiting
    proxies = proxies_of(request_id=card.request_id) if seat is not None and is_open else ()
    return {
        "college": seat and COLLEGES[seat.college],
        "is_open": is_open,
        "has_voted": has_voted,
        "may_vote": may_vote,
        "may_speak": seat is not None and card.state in DEBATED and not is_over,
        "may_not": is_open and seat is not None and not may_vote and not has_voted,
        "given": next((one for one in proxies if seat and one.giver_id == seat.member_id), None),
        "held": [(one, ballot_of(one)) for one in held_by(seat, proxies, waiting)],
    }


def held_by(
    seat: SeatCard | None, proxies: tuple[ProxyCard, ...], waiting: set[int]
) -> list[ProxyCard]:
    """The proxies that this seat holds and has not used."""
    member_id = seat.member_id if seat else 0
    return [one for one in proxies if one.holder_id == member_id and one.giver_id in waiting]


def ballot_of(proxy: ProxyCard) -> VoteForm:
    form = VoteForm(auto_id=f"for{proxy.giver_id}_%s")
    form.fields["choice"].label = proxy.giver_name
    return form


def colleagues_of(visit: Visit) -> list[tuple[int, str]]:
    """The other members of the visitor's college, by name."""
    held = seats(at=visit.at)
    own = next((one for one in held if one.human_id == visit.actor.human_id), None)
    return [
        (one.member_id, one.full_name)
        for one in sorted(held, key=lambda one: one.full_name)
        if own and one.college is own.college and one != own
    ]
