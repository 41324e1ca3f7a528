"""The thread of a conversation: what was answered, what is noted, which step comes next."""

import json
from dataclasses import dataclass, field, replace
from typing import Final

from entremise.kits.vocabulary import Answer, Script, Step

NOTE_AT_MOST: Final = 400
NOTICE: Final = "notice_given"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a caller has saved of one attempt; sealed as text in the record of the campaign."""

    attempt_id: int
    answers: dict[str, str] = field(default_factory=dict)  # step → answer
    notes: dict[str, str] = field(default_factory=dict)  # step → what she said
    themes: tuple[str, ...] = ()  # heard beside the script
    sheet: dict[str, str] = field(default_factory=dict)  # of the difficulty, as it is typed

    @classmethod
    def opened(cls, text: str, attempt_id: int) -> "Draft":
        """The draft of this attempt; an empty one when the text is another's or missing."""
        found = json.loads(text) if text else {}
        if found.get("attempt") != attempt_id:
            return cls(attempt_id=attempt_id)
        return cls(
            attempt_id=attempt_id,
            answers=dict(found["answers"]),
            notes=dict(found["notes"]),
            themes=tuple(found["themes"]),
            sheet=dict(found.get("sheet", {})),
        )

    def text(self) -> str:
        return json.dumps(
            {
                "attempt": self.attempt_id,
                "answers": self.answers,
                "notes": self.notes,
                "themes": list(self.themes),
                "sheet": self.sheet,
            },
            ensure_ascii=False,
        )

    def with_step(self, saved: "SavedStep") -> "Draft":
        """The draft with one step more; an empty answer or note leaves what was there."""
        answers, notes = dict(self.answers), dict(self.notes)
        if saved.answer:
            answers[saved.step] = saved.answer
        if saved.note is not None:
            notes[saved.step] = saved.note[:NOTE_AT_MOST]
        heard = dict.fromkeys([*self.themes, *saved.themes])
        heard.pop(saved.dropped, None)
        return replace(self, answers=answers, notes=notes, themes=tuple(heard))


@dataclass(frozen=True, slots=True)
class SavedStep:
    """One step as the page sends it."""

    step: str
    answer: str = ""
    note: str | None = None
    themes: tuple[str, ...] = ()
    dropped: str = ""  # a difficulty that was ticked by mistake


@dataclass(frozen=True, slots=True)
class DoneStep:
    step: Step
    answer: Answer
    note: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A difficulty, from an answer of the script or beside it."""

    theme: str
    severity: int
    step: str
    note: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A script walked along a draft."""

    done: tuple[DoneStep, ...]
    current: Step
    note: str  # what is typed already on the current step
    heard: tuple[Heard, ...]
    is_notice_ahead: bool  # the notice is the next thing to read

    @property
    def wishes(self) -> frozenset[str]:
        """What was promised to her on the way: a call back, a visit, a correction."""
        return frozenset(one.answer.schedule for one in self.done) - {""}

    @property
    def refusal(self) -> str:
        """How far she refuses, when she said it on the way."""
        said = [one.answer.objection for one in self.done if one.answer.objection]
        return said[-1] if said else ""


DEFAULT_SEVERITY: Final = 4


def walked(script: Script, draft: Draft, shown_step: str = "") -> Thread:
    """Follow the saved answers from the first step; stop at the first without, or at the one asked for."""
    steps = {step.id: step for step in script.steps}
    done: list[DoneStep] = []
    current = steps[script.first]
    while (answer := answer_of(current, draft)) is not None and current.id != shown_step:
        if any(one.step.id == current.id for one in done):
            break  # a side road that led back
        done.append(DoneStep(current, answer, draft.notes.get(current.id, "")))
        current = steps[answer.next]
    return Thread(
        done=tuple(done),
        current=current,
        note=draft.notes.get(current.id, ""),
        heard=heard_in(script, draft),
        is_notice_ahead=current.record == NOTICE,
    )


def answer_of(step: Step, draft: Draft) -> Answer | None:
    code = draft.answers.get(step.id, "")
    return next((answer for answer in step.answers if answer.code == code), None)


def heard_in(script: Script, draft: Draft) -> tuple[Heard, ...]:
    """The difficulties of the answers, one a theme with the gravest, then those heard beside."""
    found: dict[str, Heard] = {}
    for step in script.steps:
        answer = answer_of(step, draft)
        if answer is None or not answer.theme:
            continue
        known = found.get(answer.theme)
        if known is None or answer.severity < known.severity:
            note = draft.notes.get(step.id, "")
            found[answer.theme] = Heard(answer.theme, answer.severity, step.id, note)
    for theme in draft.themes:
        found.setdefault(theme, Heard(theme, DEFAULT_SEVERITY, "", ""))
    return tuple(sorted(found.values(), key=lambda one: one.severity))


def opens_notice(script: Script, saved: SavedStep) -> bool:
    """Whether this saved step is the notice itself: it was read, and answered."""
    step = next((one for one in script.steps if one.id == saved.step), None)
    return step is not None and step.record == NOTICE and bool(saved.answer)


def is_before_notice(script: Script, step_id: str) -> bool:
    """Steps that may be saved before the notice was given: who answers, and the side roads."""
    step = next((one for one in script.steps if one.id == step_id), None)
    return step is not None and step.kind not in {
        "question",
        "crisis_question",
        "advice",
        "read_back",
    }
