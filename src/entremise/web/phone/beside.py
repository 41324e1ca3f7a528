"""Who may be rung beside the person held, as the pages of a call show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Actor
from entremise.journeys.ring_beside import contact_card
from entremise.kernel.errors import Refused
from entremise.outreach.queries.contacts import contacts_of, has_tried_enough
from entremise.outreach.vocabulary.calls import HeldCall
from entremise.outreach.vocabulary.contacts import ContactCard, ContactKind, News
from entremise.people.vocabulary import Card, ThirdParty

TITLES: Final[dict[ContactKind, StrOrPromise]] = {
    ContactKind.RELATIVE: gettext_lazy("Ring the relative whom she named"),
    ContactKind.GUARDIAN: gettext_lazy("Ring the person who acts for her too"),
    ContactKind.ON_HER_LINE: gettext_lazy("Somebody else answered her phone"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page of the talk offers, and what this hold has opened already."""

    may_ring_relative: bool = False
    is_represented: bool = False
    may_ring_guardian: bool = False
    is_guardian_told: bool = False
    opened: tuple[ThirdParty, ...] = ()  # for an emergency without network


def beside(actor: Actor, call: HeldCall, card: Card, at: datetime) -> Beside:
    """Nothing is asked of the register for somebody who has nobody."""
    around = card.around
    if not (around.has_relative or around.is_represented):
        return Beside()
    has_tried = has_tried_enough(call_id=call.call_id, at=at)
    rung = contacts_of(attempt_id=call.attempt_id)
    return Beside(
        may_ring_relative=around.has_relative and has_tried,
        is_represented=around.is_represented,
        may_ring_guardian=around.is_represented and (has_tried or call.notice_given_at is not None),
        is_guardian_told=any(one.news is News.TOLD for one in rung),
        opened=tuple(filter(None, (opened_by(actor, call, one, at) for one in rung))),
    )


def opened_by(actor: Actor, call: HeldCall, one: ContactCard, at: datetime) -> ThirdParty | None:
    """Whom this hold has rung; none once somebody has refused meanwhile."""
    if one.kind is ContactKind.ON_HER_LINE:
        return None
    try:
        return contact_card(actor=actor, call=call, kind=one.kind, at=at)[1]
    except Refused:
        return None


def words_to_say(kind: ContactKind, values: dict[str, str]) -> tuple[str, ...]:
    """What may be told, and what a relative is owed; never the register, never health."""
    if kind is ContactKind.RELATIVE:
        return (
            _("Good day, I am %(prenom_appelant)s, ringing on behalf %(de_collectivite)s.")
            % values,
            _("We want to reach %(civilite)s %(nom)s. Have you any news?") % values,
        )
    if kind is ContactKind.GUARDIAN:
        return (
            _("Good day, I am %(prenom_appelant)s, ringing on behalf %(de_collectivite)s.")
            % values,
            _("We rang %(civilite)s %(nom)s today, and we tell you so.") % values,
            _("With any question, ring %(standard)s.") % values,
        )
    return (
        _(
            "I am ringing on behalf %(de_collectivite)s, to speak with %(civilite)s %(nom)s. When may I ring again?"
        )
        % values,
    )


def owed_words(values: dict[str, str]) -> str:
    """GDPR 14: who rings, where the number comes from, the right to say no."""
    return (
        _(
            "%(civilite)s %(nom)s gave us your name and your number, in case we could not reach this person. "
            "We keep nothing else about you. You may refuse to be rung: tell me, or ring %(standard)s; it stops at once."
        )
        % values
    )
