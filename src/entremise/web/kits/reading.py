"""One content read as a person would: what is said, themes, helps, messages, rules, order, training."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.engines.text_messages import gsm_length
from entremise.kits import queries
from entremise.kits.vocabulary import Answer, KitContent, Message, Step
from entremise.kits.vocabulary.edits import row_key
from entremise.kits.vocabulary.leaving import ORDINARY, leaves
from entremise.web.kits.saving import author_names, looked_at
from entremise.web.kits.step_forms import shortened
from entremise.web.kits.versions import maker_of
from entremise.web.kits.words import (
    AUDIENCES,
    CHANNELS,
    CONSENTS,
    CREDENTIALS,
    DAYS,
    MESSAGES,
    OBJECTIONS,
    SCHEDULES,
    STEP_KINDS,
    words_of_leaving,
)
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Tab

TABS: tuple[tuple[str, StrOrPromise], ...] = (
    ("script", _("Script")),
    ("themes", _("Themes")),
    ("helps", _("Helps")),
    ("messages", _("Messages")),
    ("calling", _("Calling rules")),
    ("priority", _("Order of the calls")),
    ("lessons", _("Training")),
)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    label: str
    next_id: str
    next_name: str
    effects: tuple[StrOrPromise, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    id: str
    kind: StrOrPromise
    say: tuple[str, ...]
    hint: str
    numbers: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    next_id: str
    next_name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    key: str
    title: StrOrPromise
    subject: str
    channel: StrOrPromise
    audience: StrOrPromise
    lines: tuple[str, ...]
    length: int | None
    leaves: bool
    leaving: StrOrPromise


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_kits(request: HttpRequest) -> HttpResponse:
    cards, waiting = queries.kits(), queries.codes_with_waiting()
    names = author_names(tuple(card.made_by for card in cards))
    lines = tuple((card, names.get(card.made_by, ""), card.code in waiting) for card in cards)
    return page(request, "kits/list.html", lines=lines)


def tab_page(request: HttpRequest, code: str, tab: str, **context: object) -> HttpResponse:
    """One tab of a content, under its head."""
    version_id, kit = looked_at(code)
    card = queries.version_card(version_id=version_id)
    names = author_names((card.made_by,) if card else ())
    return page(
        request,
        f"kits/{tab}.html",
        status=200,
        kit=kit,
        card=card,
        maker=maker_of(card, names) if card else "",
        waiting=queries.waiting_version(code=code),
        tabs=[
            Tab(label, reverse(f"kits:{name}", args=[code]), is_current=name == tab)
            for name, label in TABS
        ],
        **context,
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_script(request: HttpRequest, code: str) -> HttpResponse:
    kit = queries.current_version(code)
    names = {step.id: shortened(filled(kit, step.say[0])) for step in kit.script.steps}
    lines = tuple(step_line(kit, step, names) for step in kit.script.steps)
    return tab_page(request, code, "script", steps=lines)


def step_line(kit: KitContent, step: Step, names: dict[str, str]) -> StepLine:
    outcomes = {rule.code: rule.label for rule in kit.calling.outcomes}
    return StepLine(
        id=step.id,
        kind=STEP_KINDS[step.kind],
        say=tuple(filled(kit, text) for text in step.say),
        hint=filled(kit, step.hint),
        numbers=step.numbers,
        answers=tuple(answer_line(kit, answer, names) for answer in step.answers),
        next_id=step.next,
        next_name=names.get(step.next, ""),
        outcome=outcomes.get(step.outcome, ""),
    )


def answer_line(kit: KitContent, answer: Answer, names: dict[str, str]) -> AnswerLine:
    themes = {theme.code: theme.label for theme in kit.themes}
    effects: list[StrOrPromise] = []
    if answer.theme:
        opened = _("difficulty: %(theme)s, severity %(level)d")
        effects.append(str(opened) % {"theme": themes[answer.theme], "level": answer.severity})
    effects += [
        words[word]
        for words, word in (
            (CONSENTS, answer.consent),
            (SCHEDULES, answer.schedule),
            (OBJECTIONS, answer.objection),
        )
        if word in words  # an older version may hold others
    ]
    return AnswerLine(answer.label, answer.next, names.get(answer.next, ""), tuple(effects))


def filled(kit: KitContent, text: str) -> str:
    """A text with its examples in place of what the product fills in, begun with a capital."""
    examples = {hole.code: hole.example for hole in kit.placeholders}
    said = re.sub(r"\{(\w+)\}", lambda hole: examples.get(hole[1], hole[0]), text)
    return said[:1].upper() + said[1:]


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_themes(request: HttpRequest, code: str) -> HttpResponse:
    return tab_page(request, code, "themes")


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_helps(request: HttpRequest, code: str) -> HttpResponse:
    kit = queries.current_version(code)
    rows = tuple((row, CREDENTIALS[row.credential]) for row in kit.help_categories)
    return tab_page(request, code, "helps", rows=rows)


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_messages(request: HttpRequest, code: str) -> HttpResponse:
    kit = queries.current_version(code)
    rows = tuple(message_line(kit, row) for row in kit.messages)
    return tab_page(request, code, "messages", rows=rows, ordinary=ORDINARY)


def message_line(kit: KitContent, row: Message) -> MessageLine:
    return MessageLine(
        key=row_key(row),
        title=MESSAGES.get(row.code, row.code),
        subject=row.subject,
        channel=CHANNELS[row.channel],
        audience=AUDIENCES[row.audience],
        lines=tuple(filled(kit, line) for line in row.text),
        length=gsm_length(filled(kit, row.text[0]))[0] if row.channel == "sms" else None,
        leaves=leaves(kit_code=kit.code, message=row),
        leaving=words_of_leaving(kit.code, row),
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_calling(request: HttpRequest, code: str) -> HttpResponse:
    kit = queries.current_version(code)
    hours = tuple((tuple(DAYS[day] for day in row.days), row) for row in kit.calling.hours)
    voicemail = tuple(filled(kit, line) for line in kit.calling.voicemail.text)
    return tab_page(request, code, "calling", hours=hours, voicemail=voicemail)


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_priority(request: HttpRequest, code: str) -> HttpResponse:
    return tab_page(request, code, "priority")


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_lessons(request: HttpRequest, code: str) -> HttpResponse:
    return tab_page(request, code, "lessons")
