"""One more need in a plan: the cheapest chain of changes that makes room for it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Final

from entremise.engines.assignment.candidates import links_of
from entremise.engines.assignment.plan import NOBODY, Plan, with_held
from entremise.engines.assignment.vocabulary import UNSERVED_M, Need, fair_m

EXPANSIONS: Final = 400
LONGER: Final = 2000  # when all these leave somebody: places are scarce and far, 0.29 % beside the best, else 1.07 %
EXPANSIONS_AT_WORK: Final = 100  # of a plan whose links are found one by one: within a second
GAIN_M: Final = 1e-6
STEP_M: Final = 2000.0  # short chains first: 0.01 % beside the best in a scarce town, else 4.6 %


@dataclass(slots=True)
class Search:
    """Of each need that lost its place in some chain: the cost so far, and (who took it, which offer)."""

    plan: Plan
    holders: dict[int, list[int]]
    taken: Counter[int]
    cost: dict[int, float] = field(default_factory=dict)
    parent: dict[int, tuple[int, int]] = field(default_factory=dict)
    depth: dict[int, int] = field(default_factory=dict)
    heap: list[tuple[float, int, float]] = field(default_factory=list)
    best: tuple[float, int, int] = (float("inf"), NOBODY, NOBODY)  # cost, last need, its offer

    def push(self, need: int, cost: float, depth: int) -> None:
        links = self.plan.links[need]
        hope = links[0][1] if links else 0.0
        self.cost[need], self.depth[need] = cost, depth
        heappush(self.heap, (cost + hope + STEP_M * depth, need, cost))

    def end(self, cost: float, need: int, offer: int) -> None:
        self.best = min(self.best, (cost, need, offer))

    def expand(self, need: int) -> None:
        """Leave the need without help, give it a free place, or take the place of another."""
        so_far = self.cost[need]
        self.end(so_far + UNSERVED_M[self.plan.needs[need].urgency], need, NOBODY)
        for offer, metres in self.plan.links[need]:
            helper, taken = self.plan.offers[offer], self.taken[offer]
            fair = fair_m(helper.helped + taken)
            is_full = taken >= helper.capacity
            if not is_full:
                self.end(so_far + metres + fair, need, offer)
            if is_full or fair:  # somebody who helped less may take over from a helper with places
                self.displace(need, offer, so_far + metres)

    def displace(self, need: int, offer: int, cost: float) -> None:
        for other in self.holders[offer]:
            relieved = cost - self.plan.metres[other]
            known = self.cost.get(other, float("inf"))
            if relieved < known - GAIN_M and not self.comes_before(other, need):
                self.parent[other] = (need, offer)
                self.push(other, relieved, self.depth[need] + 1)

    def comes_before(self, one: int, need: int) -> bool:
        """Whether this need is in the chain already: in a plan that is not the best, going round would pay."""
        while need != one and need in self.parent:
            need = self.parent[need][0]
        return need == one

    def changes(self) -> dict[int, int]:
        _, need, offer = self.best
        found = {need: offer}
        while need in self.parent:
            need, offer = self.parent[need]
            found[need] = offer
        return found


def augment(plan: Plan, need: Need) -> Plan:
    """The plan with one need more, at its end; frozen pairs stay. At most 400 expansions, 2,000
    more when they leave somebody: near the best, not proved the best.

    Raises ValueError when the plan has this id already or the urgency is none of 1, 2, 3. Method: shortest augmenting path of
    the min cost flow (Ahuja, Magnanti and Orlin 1993, chapter 9.7), label correcting, stopped early.
    """
    if any(known.id == need.id for known in plan.needs) or need.urgency not in UNSERVED_M:
        raise ValueError("the need is in the plan already, or its urgency is none of 1, 2, 3")
    grown = replace(
        plan,
        needs=(*plan.needs, need),
        links=(*plan.links, *links_of(plan.columns, [need], plan.seed)),
        held=(*plan.held, NOBODY),
        metres=(*plan.metres, 0.0),
    )
    return place(grown, len(plan.needs))


def place(plan: Plan, need: int, *, expansions: int = EXPANSIONS, longer: int = LONGER) -> Plan:
    """The plan with this need of it, which nobody holds, held if that is better; as `augment`."""
    holders: dict[int, list[int]] = defaultdict(list)
    for at, offer in enumerate(plan.held):
        if at not in plan.frozen:
            holders[offer].append(at)
    taken = Counter(plan.held)
    del taken[NOBODY]
    search = Search(plan, holders, taken)
    search.push(need, 0.0, 0)
    walk(search, expansions)
    if search.best[2] == NOBODY:
        walk(search, longer)
    return with_held(plan, search.changes())


def walk(search: Search, expansions: int) -> None:
    while search.heap and expansions:
        _, need, cost = heappop(search.heap)
        if cost == search.cost[need]:  # else a cheaper way to it was found since
            search.expand(need)
            expansions -= 1
