"""« Will we finish in time? »: the chance, the days, what is missing, and three levers to move; words for whoever decides."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.engines.capacity.formula import callers_needed
from entremise.engines.capacity.vocabulary import Aim, Forecast, Plan, Spread
from entremise.journeys.plan_campaign import Levers, Planned, plan_campaign
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.vocabulary.campaigns import CampaignCard, Level
from entremise.web.lead.assumed import Assumed, assumed_lines
from entremise.web.lead.fan import Fan, fan_of
from entremise.web.lead.levers import LeversForm
from entremise.web.lead.words import LEVELS
from entremise.web.phone.languages import language_said
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import day

ONE_SHIFT, THREE_SHIFTS = 3.0, 9.0  # hours a week of one caller
OUTLOOK_STANDS: Final = timedelta(minutes=5)
TRIES_ENOUGH: Final = 100  # what was seen then weighs as much as what is assumed
CHANCES: Final = (
    (0.9, gettext_lazy("Yes, almost surely"), "ok"),
    (0.7, gettext_lazy("Yes, probably"), "ok"),
    (0.4, gettext_lazy("It is not sure"), "warn"),
    (0.1, gettext_lazy("Probably not"), "warn"),
    (0.0, gettext_lazy("No, not like this"), "alert"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    title: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Range:
    likely: int
    most: int  # nine times out of ten not more


@dataclass(frozen=True, slots=True)
class AimCard:
    """One of the two ways to count a campaign."""

    title: str
    chance: int
    day_50: date | None
    day_90: date | None
    callers_of_one_shift: int
    callers_of_three: int


@dataclass(frozen=True, slots=True)
class Finishing:
    """All that the page says of a plan."""

    answer: Answer
    planned: Planned
    forecast: Forecast
    aims: tuple[AimCard, ...]
    missing: tuple[tuple[StrOrPromise, int, int], ...]
    out_of_reach: tuple[str, ...]
    seat_hours: int
    talks: int
    unreached: Range
    waiting: Range
    worst_day: date | None
    fan: Fan | None
    assumed: tuple[Assumed, ...]
    tries_seen: int

    @property
    def is_mostly_assumed(self) -> bool:
        return self.tries_seen < TRIES_ENOUGH


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_finishing(request: HttpRequest, campaign_id: int) -> HttpResponse:
    at = visit_of(request).at
    campaign = campaign_led(actor=actor_of(request), campaign_id=campaign_id)
    form = LeversForm(request.GET if LeversForm.is_asked(request.GET) else None)
    planned = plan_campaign(campaign=campaign, levers=form.levers(), at=at)
    form.show(planned)
    return page(
        request,
        "lead/finishing.html",
        campaign=campaign,
        form=form,
        is_moved=form.is_bound,
        found=finishing_of(planned),
    )


def finishing_of(planned: Planned) -> Finishing:
    plan = planned.plan
    forecast = foretold(plan, Aim.PEOPLE)
    worst = forecast.peak
    return Finishing(
        answer=answer_of(planned, forecast),
        planned=planned,
        forecast=forecast,
        aims=tuple(aim_card(planned, aim) for aim in Aim),
        missing=tuple(
            (LEVELS[Level(one.level)], round(one.hours.expected), round(one.hours.at_90))
            for one in forecast.missing
            if one.hours.at_90 >= 1
        ),
        out_of_reach=reach_words(forecast),
        seat_hours=round(planned.seat_hours),
        talks=round(forecast.talks.expected),
        unreached=range_of(forecast.unreached),
        waiting=range_of(worst.backlog) if worst else Range(0, 0),
        worst_day=planned.day(worst.day) if worst and worst.backlog.at_90 >= 1 else None,
        fan=fan_of(planned, forecast),
        assumed=assumed_lines(plan.assumptions),
        tries_seen=tries_seen(plan),
    )


def tries_seen(plan: Plan) -> int:
    return int(sum(one.seen for one in plan.assumptions.by_try))


def range_of(one: Spread) -> Range:
    return Range(round(one.expected), round(one.at_90))


@lru_cache(maxsize=64)
def foretold(plan: Plan, aim: Aim) -> Forecast:
    """The same plan is drawn once: an address that is opened again answers at once."""
    # Pages that foretell nothing need not wait for numpy.
    from entremise.engines.capacity.foretelling import aimed, foretell  # noqa: PLC0415 -- slow to load

    return foretell(aimed(plan, aim))


def expected(plan: Plan) -> Forecast:
    """One run without chance, for pages that are drawn every minute."""
    from entremise.engines.capacity.foretelling import expect  # noqa: PLC0415 -- slow to load

    return expect(plan)


def answer_of(planned: Planned, forecast: Forecast) -> Answer:
    """Whether it will be done by the date, in one sentence; the chance is said as it is."""
    last = day(planned.last)
    is_anybody_left = any(one.people for one in planned.plan.pools)
    if not is_anybody_left and tries_seen(planned.plan):
        return Answer(_("Nobody is left to call"), "", "ok")
    if not is_anybody_left or not planned.plan.half_hours:
        text = _("Without list, callers and shifts nobody is called.")
        return Answer(_("No, nothing is planned yet"), text, "alert")
    title, kind = next((words, kind) for least, words, kind in CHANCES if forecast.chance >= least)
    text = _(
        "%(chance)d chances out of 100 that everybody is reached, or tried %(tries)d times, by %(last)s."
    )
    facts = {"chance": round(100 * forecast.chance), "tries": planned.plan.tries, "last": last}
    return Answer(str(title), text % facts, kind)


def aim_card(planned: Planned, aim: Aim) -> AimCard:
    found, plan = foretold(planned.plan, aim), planned.plan
    titles = {
        Aim.CALLS: _("Call everybody once"),
        Aim.PEOPLE: ngettext(
            "Reach everybody, in %(count)d try at most",
            "Reach everybody, in %(count)d tries at most",
            plan.tries,
        )
        % {"count": plan.tries},
    }
    one, three = (
        callers_needed(
            people=found.people,
            aim=aim,
            tries=plan.tries,
            hours_a_week=hours,
            weeks=max(planned.weeks, 1 / 7),
            assumptions=plan.assumptions,
        )
        for hours in (ONE_SHIFT, THREE_SHIFTS)
    )
    return AimCard(
        title=titles[aim],
        chance=round(100 * found.chance),
        day_50=None if found.day_50 is None else planned.day(found.day_50),
        day_90=None if found.day_90 is None else planned.day(found.day_90),
        callers_of_one_shift=one,
        callers_of_three=three,
    )


def reach_words(forecast: Forecast) -> tuple[str, ...]:
    """People whom nobody of the team may call."""
    return tuple(
        ngettext(
            "%(n)d person needs level %(level)d in %(language)s: no caller has it.",
            "%(n)d people need level %(level)d in %(language)s: no caller has it.",
            one.people,
        )
        % {"n": one.people, "level": one.level, "language": language_said(one.language)}
        for one in forecast.out_of_reach
    )


@dataclass(frozen=True, slots=True)
class Outlook:
    """One sentence for the pages that are drawn often, and when it was counted."""

    answer: Answer
    at: datetime


def outlook_of(campaign: CampaignCard, at: datetime) -> Outlook:
    """When it ends if the shifts are held as planned; counted again every few minutes at most."""
    key = f"outlook:{campaign.campaign_id}:{campaign.state}:{get_language()}"
    found: Outlook | None = cache.get(key)
    if found is None:
        planned = plan_campaign(campaign=campaign, levers=Levers(), at=at)
        found = Outlook(likely(planned), at)
        cache.set(key, found, OUTLOOK_STANDS.total_seconds())
    return found


def likely(planned: Planned) -> Answer:
    plan = planned.plan
    if not plan.half_hours or not plan.pools:
        return answer_of(planned, expected(plan))
    found = expected(plan)
    if found.day_50 is None:
        return Answer(_("No end in sight with the shifts that are open"), "", "alert")
    on = planned.day(found.day_50)
    words = _("With the shifts that are open, done on %(day)s") % {"day": day(on)}
    if on <= planned.last:
        return Answer(words, "", "ok")
    late = (on - planned.last).days
    text = ngettext("%(late)d day too late.", "%(late)d days too late.", late) % {"late": late}
    return Answer(words, text, "warn")
