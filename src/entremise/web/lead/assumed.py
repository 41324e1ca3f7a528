"""What a forecast takes for granted, each line with what was seen of it so far."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entremise.engines.capacity.vocabulary import Assumptions, Minutes, Share, Slot

Words = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Assumed:
    """`seen` is in words, empty when nothing was seen: then it is assumed."""

    what: str
    value: str
    seen: str


def assumed_lines(given: Assumptions) -> tuple[Assumed, ...]:
    morning, afternoon, evening = (given.talks[slot] for slot in Slot)
    return (
        share_line(_("First tries that become a talk, in the morning"), morning, tries_words),
        share_line(_("… from 1 p.m. to 5 p.m."), afternoon, tries_words),
        share_line(_("… after 5 p.m."), evening, tries_words),
        *(
            share_line(
                _("At try %(number)d, all hours together") % {"number": number}, one, tries_words
            )
            for number, one in enumerate(given.by_try[:4], 1)
        ),
        minutes_line(_("A talk, and writing it down"), given.talk_minutes, talks_words),
        minutes_line(_("A try without a talk"), given.try_minutes, tries_words),
        share_line(_("Seats where nobody comes"), given.no_shows, seats_words),
        share_line(_("Time of a shift spent on calls"), given.on_task, hours_words),
        share_line(_("Callers who give up, each week"), given.drop_outs, hours_words),
        share_line(_("Talks that give a report"), given.reports, talks_words),
        minutes_line(_("An orienteur's time for a report"), given.triage_minutes, talks_words),
    )


def share_line(what: str, one: Share, words: Words) -> Assumed:
    value = _("%(percent)d %%") % {"percent": round(100 * one.value)}
    return Assumed(what, value, words(round(one.seen)) if one.seen else "")


def minutes_line(what: str, one: Minutes, words: Words) -> Assumed:
    value = _("%(minutes)s min") % {"minutes": f"{one.value:.1f}".replace(".", ",")}
    return Assumed(what, value, words(round(one.seen)) if one.seen else "")


def tries_words(count: int) -> str:
    return ngettext("%(count)d try", "%(count)d tries", count) % {"count": count}


def talks_words(count: int) -> str:
    return ngettext("%(count)d talk", "%(count)d talks", count) % {"count": count}


def seats_words(count: int) -> str:
    return ngettext("%(count)d seat", "%(count)d seats", count) % {"count": count}


def hours_words(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
