"""The script: known kinds first, a road from the first word to every end, the notice before any question."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from entremise.kits.vocabulary import STEP_KINDS, Answer, Fault, KitContent, Step
from entremise.kits.vocabulary.codes import (
    CONSENTS,
    EMERGENCY_NUMBERS,
    OBJECTIONS,
    SCHEDULES,
    SEVERITIES,
)

# The only answers that confirm who is speaking: the person, or her recorded representative.
CONFIRMED: Final = frozenset({("identity", "self"), ("guardian", "recorded")})
BEFORE_NOTICE: Final = frozenset({"identity", "exit", "emergency", "end"})
SAID_AFTER: Final = ("{registre}", "{decision}")
SAID_BY_NOTICE: Final = ("{registre}", "{decision}", "{standard}")
Roads = Mapping[str, frozenset[str]]


def script_faults(content: KitContent) -> Iterator[Fault]:
    steps = {step.id: step for step in content.script.steps}
    strange = [step for step in content.script.steps if step.kind not in STEP_KINDS]
    for step in strange:  # a kind nobody knows would slip past the rules on questions
        yield Fault(
            place_of(step), _("This kind of step does not exist: %(kind)s.") % {"kind": step.kind}
        )
    if len(steps) < len(content.script.steps):
        yield Fault("script.steps", _("Two steps have the same name."))
    first = steps.get(content.script.first)
    if first is None or first.kind != "identity":
        yield Fault("script.first", _("The first step asks who is speaking."))
        return
    for step in steps.values():
        yield from step_faults(content, step, frozenset(steps))
        yield from answer_faults(content, step)
    roads = {step.id: targets_of(step) & frozenset(steps) for step in steps.values()}
    yield from road_faults(steps, roads, first)
    yield from block_faults(content, steps)


def place_of(step: Step) -> str:
    return f"script.steps[{step.id}]"


def step_faults(content: KitContent, step: Step, known: frozenset[str]) -> Iterator[Fault]:
    place = place_of(step)
    if not any(step.say):
        yield Fault(place, _("Write at least one sentence to say."))
    for target in sorted(targets_of(step) - known):
        yield Fault(place, _("The next step does not exist: %(step)s.") % {"step": target})
    outcomes = {rule.code for rule in content.calling.outcomes}
    if step.kind == "end" and (targets_of(step) or step.outcome not in outcomes):
        yield Fault(place, _("An end has an outcome, and no next step."))
    if step.kind != "end" and not targets_of(step):
        yield Fault(place, _("This step leads nowhere."))
    for number in sorted(frozenset(step.numbers) - frozenset(EMERGENCY_NUMBERS)):
        yield Fault(place, _("This is no emergency number: %(number)s.") % {"number": number})
    codes = [answer.code for answer in step.answers]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Fault(place, _("Two answers have the same code: %(code)s.") % {"code": code})


def answer_faults(content: KitContent, step: Step) -> Iterator[Fault]:
    place, themes = place_of(step), {theme.code for theme in content.themes}
    for answer in step.answers:
        if not answer.next:
            yield Fault(
                place, _("The answer « %(label)s » leads nowhere.") % {"label": answer.label}
            )
        if answer.theme and answer.theme not in themes:
            yield Fault(place, _("The theme does not exist: %(theme)s.") % {"theme": answer.theme})
        if bool(answer.theme) != (answer.severity in SEVERITIES) or answer.severity < 0:
            yield Fault(place, _("A theme and a severity go together."))
        for word in strange_words(answer):
            yield Fault(place, _("This word is not known here: %(word)s.") % {"word": word})


def strange_words(answer: Answer) -> Iterator[str]:
    """What an answer sets off that the product does not know."""
    known = (
        (answer.consent, CONSENTS),
        (answer.schedule, SCHEDULES),
        (answer.objection, OBJECTIONS),
    )
    yield from (word for word, words in known if word and word not in words)


def targets_of(step: Step) -> frozenset[str]:
    return frozenset(filter(None, (step.next, *(answer.next for answer in step.answers))))


def road_faults(steps: Mapping[str, Step], roads: Roads, first: Step) -> Iterator[Fault]:
    notice = steps.get("notice")
    if notice is None or notice.kind != "notice" or notice.record != "notice_given":
        yield Fault("script.steps[notice]", _("The notice is missing, or is not recorded."))
        return
    if [answer.next for answer in first.answers if answer.code == "self"] != ["notice"]:
        yield Fault(place_of(first), _("A confirmed identity leads to the notice."))
    yield from unconfirmed_faults(steps)
    yield from end_faults(steps, roads, first.id)
    yield from early_faults(steps, reached(roads, first.id, without="notice"))
    for hole in SAID_BY_NOTICE:
        if hole not in " ".join(notice.say):
            yield Fault(place_of(notice), _("The notice must say %(hole)s.") % {"hole": hole})


def unconfirmed_faults(steps: Mapping[str, Step]) -> Iterator[Fault]:
    for step in steps.values():
        ways = [(step.id, answer.code) for answer in step.answers if answer.next == "notice"]
        if step.next == "notice" or not CONFIRMED.issuperset(ways):
            yield Fault(place_of(step), _("Only a confirmed identity leads to the notice."))


def end_faults(steps: Mapping[str, Step], roads: Roads, first: str) -> Iterator[Fault]:
    seen = reached(roads, first)
    ends = {step.id for step in steps.values() if step.kind == "end"}
    for step in steps.values():
        if step.id not in seen:
            yield Fault(place_of(step), _("Nothing leads to this step."))
        elif not reached(roads, step.id) & ends:
            yield Fault(place_of(step), _("This step never comes to an end."))


def early_faults(steps: Mapping[str, Step], before: frozenset[str]) -> Iterator[Fault]:
    """What can be said or asked without the notice."""
    for name in sorted(before):
        step = steps[name]
        text = " ".join(step.say) + step.hint
        if any(hole in text for hole in SAID_AFTER):
            yield Fault(place_of(step), _("The register is named before the notice."))
        if step.kind not in BEFORE_NOTICE or step.outcome == "spoken":
            yield Fault(place_of(step), _("This can be asked without the notice."))


def reached(roads: Roads, start: str, without: str = "") -> frozenset[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name not in seen and name != without:
            seen.add(name)
            todo.extend(roads.get(name, ()))
    return frozenset(seen)


def block_faults(content: KitContent, steps: Mapping[str, Step]) -> Iterator[Fault]:
    block = content.crisis_block
    if len(block.advice) != 3:
        yield Fault("crisis_block.advice", _("A crisis has three pieces of advice."))
    kinds = [steps[name].kind if name in steps else "" for name in block.questions]
    if kinds != ["crisis_question"] * 2 or len(set(block.questions)) != 2:
        yield Fault(
            "crisis_block.questions", _("A crisis has two questions, each a step of that kind.")
        )
    if block.advice_step not in steps or steps[block.advice_step].kind != "advice":
        yield Fault("crisis_block.advice_step", _("This step must be a step of advice."))
    if (
        content.notice.spoken_step not in steps
        or steps[content.notice.spoken_step].kind != "notice"
    ):
        yield Fault("notice.spoken_step", _("This step must be the notice."))
