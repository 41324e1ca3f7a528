"""Builders of tips: a draft by a resident, or one that the desk has published."""

import uuid
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from tests.make import accounts

from entremise.accounts.vocabulary import RESIDENT, Role
from entremise.mutual_aid.operations.tips import propose_tip, publish_tip
from entremise.mutual_aid.vocabulary.tips import TipCategory, TipText


def text(**given: object) -> TipText:
    defaults: dict[str, object] = {
        "title": "Un lieu frais : la médiathèque",
        "words": "Des fauteuils et de l'eau. On peut rester toute la journée.",
        "place": "Médiathèque L'Escale",
        "district": "Q1",
        "category": TipCategory.COOL,
        "source": "La médiathèque",
    }
    return TipText(**defaults | given)  # type: ignore[arg-type]  # a builder takes any field


def draft(*, at: datetime, **given: object) -> int:
    return propose_tip(actor=RESIDENT, key=uuid.uuid4(), text=text(**given), at=at)


def published(*, at: datetime, days: int = 30, **given: object) -> int:
    tip_id = draft(at=at, **given)
    until = localdate(at) + timedelta(days=days)
    publish_tip(actor=accounts.actor(Role.GO_BETWEEN), tip_id=tip_id, until=until, at=at)
    return tip_id
