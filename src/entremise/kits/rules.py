"""What a content must hold: a road to every end, the notice before any question, texts that fit."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, Final

from django.utils.translation import gettext as _

from entremise.kits.vocabulary import Fault, KitContent, Step
from entremise.kits.vocabulary.reading import data_of

WORDS_AT_MOST: Final = 15
SMS_AT_MOST: Final = 160
GSM_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED: Final = frozenset("^{}\\[~]|€\f")
EMERGENCY_NUMBERS: Final = frozenset(
    {"15", "17", "18", "112", "114", "115", "119", "3114", "3919", "3977"}
)
# The only answers that confirm who is speaking: the person, or her recorded representative.
CONFIRMED: Final = frozenset({("identity", "self"), ("guardian", "recorded")})
AFTER_NOTICE: Final = frozenset({"question", "crisis_question", "advice", "read_back"})
PERSONAL: Final = re.compile(r"\{(nom|prenom\w*|civilite|points|registre)\}")
HOLE: Final = re.compile(r"\{(\w+)\}")
FAMILIAR: Final = re.compile(r"(?<![\w'])(?:(?:tu|te|toi|ton|ta|tes)(?![\w-])|t'\w)", re.IGNORECASE)
Roads = Mapping[str, frozenset[str]]


def faults_of(content: KitContent) -> tuple[Fault, ...]:
    """All that is wrong, in the order of the kit; advice last."""
    found = [
        *script_faults(content),
        *theme_faults(content),
        *message_faults(content),
        *limit_faults(content),
        *text_faults(content),
    ]
    return tuple(sorted(found, key=lambda fault: fault.is_advice))


def script_faults(content: KitContent) -> Iterator[Fault]:
    steps = {step.id: step for step in content.script.steps}
    if len(steps) < len(content.script.steps):
        yield Fault("script.steps", _("Two steps have the same name."))
    first = steps.get(content.script.first)
    if first is None or first.kind != "identity":
        yield Fault("script.first", _("The first step asks who is speaking."))
        return
    for step in steps.values():
        yield from step_faults(content, step, frozenset(steps))
    roads = {step.id: targets_of(step) & frozenset(steps) for step in steps.values()}
    yield from road_faults(steps, roads, first.id)


def step_faults(content: KitContent, step: Step, known: frozenset[str]) -> Iterator[Fault]:
    place = f"script.steps[{step.id}]"
    if not step.say:
        yield Fault(place, _("Write at least one sentence to say."))
    for target in sorted(targets_of(step) - known):
        yield Fault(place, _("The next step does not exist: %(step)s.") % {"step": target})
    outcomes = {rule.code for rule in content.calling.outcomes}
    if step.kind == "end" and (targets_of(step) or step.outcome not in outcomes):
        yield Fault(place, _("An end has an outcome, and no next step."))
    if step.kind != "end" and not targets_of(step):
        yield Fault(place, _("This step leads nowhere."))
    themes = {theme.code for theme in content.themes}
    for answer in step.answers:
        if answer.theme and answer.theme not in themes:
            yield Fault(place, _("The theme does not exist: %(theme)s.") % {"theme": answer.theme})
        if bool(answer.theme) != (answer.severity in {1, 2, 3, 4}):
            yield Fault(place, _("A theme and a severity go together."))
    for number in sorted(frozenset(step.numbers) - EMERGENCY_NUMBERS):
        yield Fault(place, _("This is no emergency number: %(number)s.") % {"number": number})


def targets_of(step: Step) -> frozenset[str]:
    return frozenset(filter(None, (step.next, *(answer.next for answer in step.answers))))


def road_faults(steps: Mapping[str, Step], roads: Roads, first: str) -> Iterator[Fault]:
    notice = steps.get("notice")
    if notice is None or notice.kind != "notice" or notice.record != "notice_given":
        yield Fault("script.steps[notice]", _("The notice is missing, or is not recorded."))
        return
    for step in steps.values():
        for answer in step.answers:
            if answer.next == "notice" and (step.id, answer.code) not in CONFIRMED:
                yield Fault(
                    f"script.steps[{step.id}]",
                    _("Only a confirmed identity leads to the notice."),
                )
    seen = reached(roads, first)
    ends = {step.id for step in steps.values() if step.kind == "end"}
    for name in steps:
        if name not in seen:
            yield Fault(f"script.steps[{name}]", _("Nothing leads to this step."))
        elif not reached(roads, name) & ends:
            yield Fault(f"script.steps[{name}]", _("This step never comes to an end."))
    yield from early_faults(steps, reached(roads, first, without="notice"))
    for hole in ("{registre}", "{decision}", "{standard}"):
        if hole not in " ".join(notice.say):
            yield Fault("script.steps[notice]", _("The notice must say %(hole)s.") % {"hole": hole})


def early_faults(steps: Mapping[str, Step], before: frozenset[str]) -> Iterator[Fault]:
    """What can be said or asked without the notice."""
    for name in sorted(before):
        step = steps[name]
        text = " ".join(step.say) + step.hint
        if "{registre}" in text or "{decision}" in text:
            yield Fault(f"script.steps[{name}]", _("The register is named before the notice."))
        if step.kind in AFTER_NOTICE or step.outcome == "spoken":
            yield Fault(f"script.steps[{name}]", _("This can be asked without the notice."))


def reached(roads: Roads, start: str, without: str = "") -> frozenset[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name not in seen and name != without:
            seen.add(name)
            todo.extend(roads.get(name, ()))
    return frozenset(seen)


def theme_faults(content: KitContent) -> Iterator[Fault]:
    for theme in content.themes:
        if theme.local != theme.code.startswith("x-") or theme.local == bool(theme.thematique):
            yield Fault(
                f"themes[{theme.code}]",
                _("A theme has a national code, or a local one that begins with x-."),
            )
    known = {theme.code for theme in content.themes}
    if len(known) < len(content.themes):
        yield Fault("themes", _("Two themes have the same code."))
    for category in content.help_categories:
        if bool(category.local) == bool(category.thematique) or (
            category.local and category.local not in known
        ):
            yield Fault(
                f"help_categories[{category.code}]",
                _("A category has a national code, or the code of a local theme."),
            )


def message_faults(content: KitContent) -> Iterator[Fault]:
    longest = {hole.code: "X" * hole.max_length for hole in content.placeholders}
    for message in content.messages:
        place = f"messages[{message.code}/{message.channel}]"
        if message.channel == "sms":
            text = " ".join(message.text)
            length, strange = gsm_length(HOLE.sub(lambda hole: longest.get(hole[1], ""), text))
            if strange:
                yield Fault(
                    place, _("An SMS cannot hold: %(signs)s") % {"signs": " ".join(strange)}
                )
            if length > SMS_AT_MOST:
                yield Fault(place, _("%(count)d signs; an SMS has 160.") % {"count": length})
            if PERSONAL.search(text):
                yield Fault(place, _("No name and no register in an SMS."))
        if message.channel == "mail" and (not message.subject or HOLE.search(message.subject)):
            yield Fault(place, _("A mail has a subject without anything to fill in."))


def gsm_length(text: str) -> tuple[int, list[str]]:
    """Signs of an SMS in the GSM 7-bit alphabet (3GPP TS 23.038), and those it cannot hold."""
    strange = sorted({sign for sign in text if sign not in GSM_BASIC | GSM_EXTENDED})
    return sum(2 if sign in GSM_EXTENDED else 1 for sign in text), strange


def limit_faults(content: KitContent) -> Iterator[Fault]:
    calling = content.calling
    if calling.tries_per_day > 4 or calling.tries_total > 6:
        yield Fault("calling", _("Four tries a day and six in all are the most."))
    for hours in calling.hours:
        if not time(7) <= hours.start < hours.end <= time(22):
            yield Fault("calling.hours", _("Calls are between 7:00 and 22:00."))
        if "sun" in hours.days and not hours.only_when:
            yield Fault("calling.hours", _("A Sunday needs a written order."))
    emergency = content.emergency_set
    if emergency.max_hours > 72 or emergency.signatories < 2 or not emergency.one_elected:
        yield Fault("emergency_set", _("72 hours, two signatories, one of them elected."))
    if content.priority.health_data:
        yield Fault("priority", _("The order of calls never uses health."))


def text_faults(content: KitContent) -> Iterator[Fault]:
    declared = {hole.code for hole in content.placeholders}
    for place, text in texts(data_of(content)):
        for hole in sorted(set(HOLE.findall(text)) - declared):
            yield Fault(place, _("Nothing fills in {%(hole)s}.") % {"hole": hole})
        if place.startswith(("sources", "placeholders", "to_check", "legal_references")):
            continue
        if FAMILIAR.search(text):
            yield Fault(place, _("Say « vous »."), is_advice=True)
        for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
            count = sum(1 for word in sentence.split() if re.search(r"\w", word))
            if count > WORDS_AT_MOST:
                yield Fault(
                    place,
                    _("%(count)d words in one sentence; fifteen are enough.") % {"count": count},
                    is_advice=True,
                )


def texts(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, list):
        for index, item in enumerate(data):
            name = (
                item.get("id") or item.get("code") or index + 1
                if isinstance(item, dict)
                else index + 1
            )
            yield from texts(item, f"{place}[{name}]")
    elif isinstance(data, dict):
        for name, item in data.items():
            yield from texts(item, f"{place}.{name}" if place else name)
