"""What neighbours of Aubrelle who meet have written to each other, what they agreed on money, and one worry."""

import random
import uuid
from datetime import datetime, timedelta

from entremise.jobs.town.cast import Cast
from entremise.journeys.aid_categories import aid_categories
from entremise.journeys.raise_concern import Concern, raise_concern
from entremise.journeys.relay_words import Writing, send_word
from entremise.mutual_aid.operations.introductions import agree_on_money
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.queries.desk import NeedFilters, NeedView, needs_listed
from entremise.mutual_aid.queries.matching import introductions_of_need
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, Money, Refund, Side
from entremise.mutual_aid.vocabulary.needs import NeedState
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent

OLGA = "Olga Shevchuk"
TALKS = (
    ((Side.HELPER, "Bonjour, vendredi à dix heures, cela vous va ?"), (Side.PERSON, "Oui. Sonnez deux fois, j'entends mal.")),
    ((Side.PERSON, "Pouvez-vous venir après quatre heures ? Le matin je dors."),),
    ((Side.HELPER, "Je viens à vélo, je prends un panier."), (Side.PERSON, "Merci. Le pain sans sel, s'il vous plaît.")),
    ((Side.HELPER, "Je suis en retard, appelez-moi au 06 39 98 41 07."),),
)  # fmt: skip
WORRY = Concern(
    themes=("courses_repas",),
    severity=3,
    consent=Consent.YES,
    facts=ItemFacts(said="Il n'y a presque rien dans le réfrigérateur, depuis une semaine."),
)


def fill_meetings(cast: Cast, chance: random.Random, now: datetime) -> None:
    """Written down by the owner of the needs, who was told them on the phone."""
    olga = cast.actor(OLGA, now)
    filters = NeedFilters(view=NeedView.MINE, user_id=olga.user_id)
    mine = needs_listed(filters=filters, at=now, offset=0, size=200)
    meant = [one for one in mine if one.state in (NeedState.AGREED, NeedState.UNDER_WAY)]
    for one in meant:  # hers for more than sixty days, some of them: she sees the person again
        take_need(actor=olga, need_id=one.need_id, at=now)
    has_money = {code for code, one in aid_categories().items() if one.money}
    met = [(one, living) for one in meant if (living := living_of(one.need_id)) is not None]
    for (_wanted, meeting), words in zip(met, TALKS, strict=False):
        for number, (side, text) in enumerate(words):
            key = uuid.UUID(int=chance.getrandbits(128), version=4)
            send_word(
                by=Writing(olga, side),
                introduction_id=meeting.introduction_id,
                key=key,
                text=text,
                at=now - timedelta(hours=5 - number),
            )
    for wanted, meeting in met:
        if wanted.category in has_money:
            money = Money(chance.choice((30, 40, 60)), chance.choice(list(Refund)))
            agree_on_money(actor=olga, introduction_id=meeting.introduction_id, money=money, at=now)
    shown = next((one for _wanted, one in met if one.revealed_at is not None), None)
    if shown is not None:
        raise_concern(
            actor=olga,
            introduction_id=shown.introduction_id,
            concern=WORRY,
            at=now - timedelta(hours=2),
        )


def living_of(need_id: int) -> IntroductionCard | None:
    return next((one for one in introductions_of_need(need_id) if one.closed_at is None), None)
