"""Where the deletion of a closed campaign stands, in words; nobody's name but of who suspended it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.queries.deletions import agreements, eliminations, holds, visa_among
from entremise.commons.vocabulary.deletions import (
    AgreementCard,
    Answer,
    EliminationCard,
    HoldCard,
    Visa,
)
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.purges import Deleted
from entremise.outreach.queries.campaigns import campaigns_closed
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.web.lead.proof import DELETED
from entremise.web.templatetags.shell import day

ANSWERS: Final[dict[Answer, StrOrPromise]] = {
    Answer.AGREED: gettext_lazy("The archives agree: it may be deleted at its date"),
    Answer.REFUSED: gettext_lazy("The archives refuse: they want to keep it, or part of it"),
}
PROPOSED: Final = (
    Deleted.CALLS,
    Deleted.VISITS,
    Deleted.REPORTS,
    Deleted.TASKS,
    Deleted.SHEETS,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A closed campaign before its deletion."""

    campaign: CampaignCard
    at: datetime
    lists: tuple[EliminationCard, ...]
    holds: tuple[HoldCard, ...]
    in_force: tuple[AgreementCard, ...]

    @property
    def is_due(self) -> bool:
        due_at = self.campaign.archive_due_at
        return due_at is not None and due_at <= self.at

    @property
    def hold(self) -> HoldCard | None:
        return longest(self.holds, self.at)

    @property
    def visa(self) -> Visa | None:
        return visa_among(self.lists, self.in_force)

    @property
    def waiting(self) -> EliminationCard | None:
        """The list that the archives have not answered yet."""
        return next((one for one in self.lists if one.visa is None), None)

    @property
    def may_draw(self) -> bool:
        answered = [one.visa.answer for one in self.lists if one.visa]
        return self.waiting is None and Answer.AGREED not in answered

    @property
    def word(self) -> tuple[str, str]:
        """The state, and the colour of its tag."""
        if self.hold is not None:
            return _("suspended until %(day)s") % {"day": day(self.hold.until)}, "sun"
        if self.visa is not None:
            return _("the archives agree"), "ok"
        if self.is_due:
            return _("locked: the archives have not agreed"), "alert"
        return _("to be proposed to the archives"), "sun"


def longest(holds: Collection[HoldCard], at: datetime) -> HoldCard | None:
    """What suspends it longest, of what suspends it now."""
    alive = [one for one in holds if one.is_alive(at)]
    return max(alive, key=lambda one: one.until, default=None)


def standings_of(actor: Actor, at: datetime) -> tuple[Standing, ...]:
    """Closed campaigns, the first closed first, in a constant number of statements."""
    found = [one for one in campaigns_closed() if sees(actor, one.organization_id)]
    registers = {one.register_id for one in found if one.register_id}
    lists, held = eliminations(register_ids=registers), holds(register_ids=registers)
    in_force = agreements(on=localdate(at))
    return tuple(
        Standing(
            campaign=one,
            at=at,
            lists=tuple(each for each in lists if each.register_id == one.register_id),
            holds=tuple(each for each in held if each.register_id == one.register_id),
            in_force=tuple(
                each
                for each in in_force
                if (each.controller_id, each.kind) == (one.organization_id, RegisterKind.CAMPAIGN)
            ),
        )
        for one in found
    )


def sees(actor: Actor, controller_id: int) -> bool:
    """The data protection officer sees every deletion of the instance; others those of their body."""
    return actor.has(Role.DPO) or actor.organization_id == controller_id


def lines_of(card: EliminationCard) -> list[tuple[StrOrPromise, int]]:
    """What is proposed to the archives: kinds and how many."""
    return [(DELETED[one], card.counts[one]) for one in PROPOSED if card.counts.get(one)]


def people_in(counts: dict[Deleted, int]) -> int:
    return counts.get(Deleted.PEOPLE, 0)
