"""Her points and the services that were given them, in words: the same on her page and at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from entremise.journeys.ask_if_helped import BY_VOICE_ONLY
from entremise.journeys.trace_lines import theme_labels
from entremise.referral.queries.given import GivenItem, given_items
from entremise.referral.vocabulary.words import REFERRAL_STATES


@dataclass(frozen=True, slots=True)
class GivenLine:
    item: GivenItem
    label: StrOrPromise
    services: tuple[tuple[str, datetime, StrOrPromise], ...]


def given_lines(person: UUID) -> list[GivenLine]:
    """Her points, newest first; somebody who looks over her shoulder reads no violence here, nor who helps against it."""
    themes = theme_labels()
    return [given_line(one, themes) for one in given_items(person=person)]


def given_line(one: GivenItem, themes: Mapping[str, str]) -> GivenLine:
    is_veiled = one.theme in BY_VOICE_ONLY
    return GivenLine(
        item=one,
        label=_("Something said on a call") if is_veiled else themes.get(one.theme, one.theme),
        services=tuple(
            (
                _("A service") if is_veiled else given.service_name,
                given.sent_at,
                REFERRAL_STATES[given.state],
            )
            for given in one.given
        ),
    )


def line_of(person: UUID, item_id: int) -> GivenLine:
    """One of her own points that may be taken back; not found otherwise."""
    found = (one for one in given_lines(person) if one.item.item_id == item_id)
    line = next(found, None)
    if line is None or not line.item.may_take_back:
        raise Http404
    return line
