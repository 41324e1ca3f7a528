"""Samples of the addresses that take a parameter: those of the account of the demonstration."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.queries.matching import asked_of_user, meetings_of_user
from entremise.mutual_aid.queries.nearby import needs_nearby
from entremise.mutual_aid.queries.offers import offers_of_user

Sample = Mapping[str, str | int]


def helpers() -> list[int]:
    found = accounts_with_role(role=Role.CONTRIBUTOR, organization_id=None, at=now())
    return [one.user_id for one in found]


def an_offer() -> Sample:
    return {"offer_id": next(card.offer_id for one in helpers() for card in offers_of_user(one))}


def a_question() -> Sample:
    asked = (card for one in helpers() for card in asked_of_user(one))
    return {"proposal_id": next(asked).proposal_id}


def a_meeting() -> Sample:
    met = (card for one in helpers() for card in meetings_of_user(one))
    return {"introduction_id": next(met).introduction_id}


def a_need() -> Sample:
    spots = (card.spot for one in helpers() for card in offers_of_user(one) if card.spot)
    plain = ("courses",)  # for which the desk need not have seen anything
    near = needs_nearby(spot=next(spots), radius_m=20_000, categories=plain, offset=0, size=1)
    return {"need_id": near[0].need.need_id}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(("helper:confirm", "helper:change", "helper:pause", "helper:leave"), an_offer),
    **dict.fromkeys(("helper:accept", "helper:refuse"), a_question),
    **dict.fromkeys(
        (
            "helper:meeting",
            "helper:tell",
            "helper:give_up",
            "helper:concern",
            "helper:words",
            "helper:words_read",
        ),
        a_meeting,
    ),
    "helper:volunteer": a_need,
}
