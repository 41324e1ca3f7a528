"""A need waits for a neighbour no more: closed, withdrawn, with a service or an association; those who were asked are thanked."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Actor, Role
from entremise.journeys.ask_helper import asked_pairs, thank
from entremise.journeys.telling import Said, site, tell_by_mail
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.needs import close_need, withdraw_need
from entremise.mutual_aid.operations.sharing import share_need
from entremise.mutual_aid.operations.telling import note_untold
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.needs import ASSOCIATION_ANSWERS_WITHIN, Ending, NeedState
from entremise.notices.vocabulary import MessageTemplate


@transaction.atomic
def close(*, actor: Actor, need_id: int, state: NeedState, ending: Ending, at: datetime) -> None:
    """Refuse as `close_need`."""
    asked = asked_pairs(need_id)
    close_need(actor=actor, need_id=need_id, state=state, ending=ending, at=at)
    thank(asked, at)


@transaction.atomic
def withdraw(*, actor: Actor, need_id: int, at: datetime) -> None:
    """By the person herself; refuse as `withdraw_need`."""
    asked = asked_pairs(need_id)
    withdraw_need(actor=actor, need_id=need_id, at=at)
    thank(asked, at)


@transaction.atomic
def share(*, actor: Actor, need_id: int, organization_id: int, at: datetime) -> None:
    """Its people learn by mail that a need waits, without the person; refuse as `share_need`."""
    asked = asked_pairs(need_id)
    share_need(actor=actor, need_id=need_id, organization_id=organization_id, at=at)
    thank(asked, at)
    until = at + ASSOCIATION_ANSWERS_WITHIN
    about, told = Origin(Thing.NEED, need_id), 0
    for one in accounts_with_role(role=Role.PARTNER, organization_id=organization_id, at=at):
        said = Said(
            template=MessageTemplate.NEED_SHARED,
            fact=f"{need_id} {one.user_id} {at.isoformat()}",
            about=about,
            until=until,
            facts={
                "lien": site("partner:home"),
                "date": date_format(localdate(until), "d/m"),
            },
        )
        told += tell_by_mail(one.user_id, said, at)
    if not told:
        note_untold(about=about, at=at)
