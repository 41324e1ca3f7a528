"""What a caller says and hears: steps, answers, the notice, the block of the crisis."""

from dataclasses import dataclass
from typing import Final

STEP_KINDS: Final = (
    "identity",
    "notice",
    "question",
    "crisis_question",
    "advice",
    "read_back",
    "exit",
    "emergency",
    "end",
)


@dataclass(frozen=True, slots=True)
class Source:
    """What is said of where a number comes from, by kind of register."""

    register: str
    registre: str
    decision: str


@dataclass(frozen=True, slots=True)
class Notice:
    spoken_step: str
    written: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    label: str
    next: str
    theme: str = ""
    severity: int = 0
    consent: str = ""
    schedule: str = ""
    objection: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the conversation; kinds are those of `STEP_KINDS`."""

    id: str
    kind: str
    say: tuple[str, ...]
    hint: str = ""
    record: str = ""
    numbers: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    next: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    code: str
    title: str
    version: str
    first: str
    minutes: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    code: str
    text: str
    caution: str
    checked: bool


@dataclass(frozen=True, slots=True)
class CrisisBlock:
    intro: str
    questions: tuple[str, ...]
    advice_step: str
    advice: tuple[Advice, ...]
