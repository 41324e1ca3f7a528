"""What the two pages of a call show, prepared before the template draws it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.accounts.queries import accounts_by_id
from entremise.commons.vocabulary.access import ObjectionScope
from entremise.journeys.raise_alarm import told_of_danger
from entremise.kits.queries import version
from entremise.kits.vocabulary import Answer, KitContent, Step
from entremise.outreach.queries.hours import callback_slot, callback_slots
from entremise.outreach.vocabulary.calls import HeldCall, Outcome
from entremise.outreach.vocabulary.thread import Thread
from entremise.people.vocabulary import Card
from entremise.web.phone.beside import beside
from entremise.web.phone.forms import CallbackForm, ObjectionForm, WishForm
from entremise.web.phone.wording import (
    facts,
    filled,
    full_name,
    hints,
    past_line,
    short_name,
    values_for,
    why,
)
from entremise.web.shell.chrome import chrome_of
from entremise.web.shell.visit import visit_of

WITH_NOTE: Final = frozenset({"question", "crisis_question", "read_back", "emergency"})
OWN_PAGES: Final = {
    "call_back": (gettext_lazy("Write down the moment promised"), "phone:to_call_back"),
    "objection": (gettext_lazy("Write down what she refuses"), "phone:to_objection"),
    "language": (gettext_lazy("Pass her to a caller of her language"), "phone:to_language"),
    "away": (gettext_lazy("Write down from when to call"), "phone:to_away"),
    "relative_answered": (gettext_lazy("Write down what was answered"), "phone:to_other"),
    "deceased": (gettext_lazy("Record the death"), "phone:to_death"),
}
END: Final = gettext_lazy("End the call")
DIRECT: Final = {
    Outcome.SPOKEN_WELL: gettext_lazy("End: all is well"),
    Outcome.WRONG_NUMBER: gettext_lazy("End: wrong number"),
    Outcome.MINOR_ALONE: gettext_lazy("End: a child alone"),
    Outcome.NOT_TODAY: gettext_lazy("End: not today"),
    Outcome.EMERGENCY: gettext_lazy("End: help is there"),
}
REPORTED: Final = frozenset({"spoken", "emergency"})  # where a difficulty that was heard is written
VISITED: Final = frozenset({Outcome.SPOKEN_WELL, Outcome.CALL_BACK})
ASK_VISIT: Final = gettext_lazy("End, and ask for a visit")
SCOPES: Final = {
    "campaign": ObjectionScope.CAMPAIGN,
    "purpose": ObjectionScope.PURPOSE,
    "all": ObjectionScope.ALL,
}
PAST_SHOWN: Final = 3  # the whole call holds in one screen
Screen = dict[str, object]


@dataclass(frozen=True, slots=True)
class DoneLine:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class HeardLine:
    theme: str
    label: str
    severity: int
    may_drop: bool  # ticked beside the script, and not an answer of hers


@dataclass(frozen=True, slots=True)
class Ending:
    """Where an end of the script leads: straight to an outcome, or to its own page."""

    label: str
    url: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class StepScreen:
    earlier: tuple[DoneLine, ...]
    last: DoneLine | None
    say: str
    hint: str
    numbers: tuple[str, ...]
    answers: tuple[Answer, ...]
    has_note: bool
    ending: Ending | None


def before_screen(request: HttpRequest, call: HeldCall, card: Card) -> Screen:
    """The page before the number: no digit of it."""
    kit = version(call.kit_version_id)
    first = step_of(kit, kit.script.first)
    return {
        "name": full_name(card),
        "hints": hints(card),
        "facts": facts(card),
        "is_represented": card.around.is_represented,
        "why": why(call, kit),
        "first_words": filled(first.say, said_values(request, call, card, kit)),
        "first_hint": first.hint,
        "past": tuple(map(past_line, call.attempts)),
    }


def talk_screen(request: HttpRequest, call: HeldCall, card: Card, thread: Thread) -> Screen:
    """The page of the talk, once the number is shown."""
    kit = version(call.kit_version_id)
    at = visit_of(request).at
    labels = {theme.code: theme.label for theme in kit.themes}
    values = said_values(request, call, card, kit) | {"points": points(thread, labels)}
    return {
        "name": short_name(card),
        "phones": card.phones,
        "hints": hints(card),
        "facts": facts(card),
        "why": why(call, kit),
        "past": tuple(map(past_line, call.attempts[:PAST_SHOWN])),
        "screen": step_screen(call, kit, thread, values),
        "heard": tuple(
            HeardLine(one.theme, labels[one.theme], one.severity, may_drop=not one.step)
            for one in thread.heard
        ),
        "themes": tuple(labels.items()),
        "close_url": reverse("phone:close", args=[call.call_id]),
        "voicemail": filled(kit.calling.voicemail.text, values),
        "switchboard": call.switchboard,
        "beside": beside(visit_of(request).actor, call, card, at),
        "told": told(call, at),
        "call_back": callback_form(call, at, has_spoken=has_spoken(thread)),
        "objection": objection_form(call, thread),
        "wishes": wish_form(thread),
    }


def said_values(
    request: HttpRequest, call: HeldCall, card: Card, kit: KitContent
) -> dict[str, str]:
    host = chrome_of(request).host
    name = str(getattr(request.user, "first_name", ""))
    bodies = (
        {"collectivite": host.name_with_article, "de_collectivite": host.name_after_de}
        if host
        else {}
    )
    return values_for(call=call, card=card, kit=kit, first_name=name, host=bodies)


def points(thread: Thread, labels: dict[str, str]) -> str:
    """What is read back to her: the difficulties in words."""
    heard = [labels[one.theme] for one in thread.heard]
    return ", ".join(one[:1].lower() + one[1:] for one in heard) or _("nothing to pass on")


def step_of(kit: KitContent, step_id: str) -> Step:
    return next(step for step in kit.script.steps if step.id == step_id)


def step_screen(
    call: HeldCall, kit: KitContent, thread: Thread, values: dict[str, str]
) -> StepScreen:
    current = thread.current
    done = tuple(DoneLine(one.step.id, done_label(one.step, one.answer)) for one in thread.done)
    return StepScreen(
        earlier=done[:-1],
        last=done[-1] if done else None,
        say=filled(current.say, values),
        hint=current.hint,
        numbers=tuple(current.numbers),
        answers=tuple(current.answers),
        has_note=call.notice_given_at is not None and current.kind in WITH_NOTE,
        ending=ending_of(call, thread),
    )


def done_label(step: Step, answer: Answer) -> str:
    question = step.say[-1] if step.say else step.id
    return f"{question} {answer.label}" if "{" not in question else answer.label


def ending_of(call: HeldCall, thread: Thread) -> Ending | None:
    """The button of an end step; none while the talk goes on."""
    step = thread.current
    if step.kind == "emergency" and not step.answers:
        return Ending(_("Show the address and alert"), reverse("phone:alarm", args=[call.call_id]))
    if not step.outcome:
        return None
    if step.outcome in REPORTED and thread.heard:
        url = reverse("phone:to_report", args=[call.call_id])
        return Ending(_("Write down the difficulties"), url)
    outcome = Outcome.SPOKEN_WELL if step.outcome == "spoken" else Outcome(step.outcome.upper())
    own_page = "call_back" if has_spoken(thread) and "callback" in thread.wishes else step.outcome
    label = DIRECT.get(outcome, END)
    if "visit" in thread.wishes and outcome in VISITED:
        label = ASK_VISIT
    elif own_page in OWN_PAGES:
        label, name = OWN_PAGES[own_page]
        return Ending(str(label), reverse(name, args=[call.call_id]))
    return Ending(str(label), reverse("phone:close", args=[call.call_id]), outcome)


def has_spoken(thread: Thread) -> bool:
    """Whether the talk has come to its end, and not broken off."""
    return thread.current.outcome == "spoken"


def told(call: HeldCall, at: datetime) -> str:
    """Who is alerted by the red button, by name."""
    return names_of(told_of_danger(campaign_id=call.campaign_id, at=at))


def names_of(user_ids: Collection[int]) -> str:
    """Accounts in words, for colleagues."""
    found = accounts_by_id(user_ids)
    return ", ".join(account.display_name for account in found.values())


def objection_form(call: HeldCall, thread: Thread) -> ObjectionForm:
    """As far as she said on the way."""
    scope = SCOPES.get(thread.refusal, ObjectionScope.PURPOSE)
    return ObjectionForm(initial={"token": call.token, "scope": scope})


def wish_form(thread: Thread) -> WishForm:
    return WishForm(initial=dict.fromkeys(thread.wishes, True))


def callback_form(
    call: HeldCall, at: datetime, data: QueryDict | None = None, *, has_spoken: bool = False
) -> CallbackForm:
    """A few moments within the hours: later today, tomorrow, in two days; or another one."""
    return CallbackForm(
        data,
        slots=callback_slots(campaign_id=call.campaign_id, at=at),
        slot_after=lambda wished: callback_slot(
            campaign_id=call.campaign_id, wished=max(wished, at)
        ),
        initial={"token": call.token, "has_spoken": has_spoken},
    )
