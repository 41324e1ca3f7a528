"""The content of a crisis as one immutable value."""

from dataclasses import dataclass

from entremise.kits.vocabulary.calling import CallingRules
from entremise.kits.vocabulary.script import CrisisBlock, Notice, Script


@dataclass(frozen=True, slots=True)
class Use:
    """Which registers the kit calls from, on which basis: `statutory`, `decision`, `person`."""

    purpose: str
    registers: tuple[str, ...]
    basis: str
    needs: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    code: str
    max_length: int
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class HelpCategory:
    code: str
    label: str
    money: bool
    credential: str
    minimum_age: int
    rule: str
    thematique: str = ""
    local: str = ""
    counted: bool = False  # « how many? » is asked: meals, things


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of difficulty: a national `thematique`, or a local code `x-…`."""

    code: str
    label: str
    answered_by: tuple[str, ...]
    thematique: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class ServiceNeed:
    """What a service must know to help with a theme, beside the name and the message; nothing else is shown to it."""

    code: str  # of the theme
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Severity:
    """`triage_minutes` are open minutes for levels 1 and 2, clock minutes for 3 and 4."""

    level: int
    label: str
    examples: tuple[str, ...]
    triage: str
    triage_minutes: int
    service_first_reply: str
    service_days: int
    end_days: int


@dataclass(frozen=True, slots=True)
class DifficultyForm:
    fields: tuple[str, ...]
    facts_max_characters: int
    never: tuple[str, ...]
    help_text: str


@dataclass(frozen=True, slots=True)
class Message:
    """An SMS has one line; a mail a subject without placeholder."""

    code: str
    channel: str
    audience: str
    text: tuple[str, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    order: int
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    question: str
    unit: str
    breakdowns: tuple[str, ...]
    look_every: str
    act_when: str


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    label: str
    points: int
    reason: str
    source: str
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Priority:
    statement: str
    health_data: bool
    maximum: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class EmergencySet:
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    excluded: tuple[str, ...]
    max_hours: int
    signatories: int
    one_elected: bool
    statement: str
    note: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    order: int
    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    title: str
    url: str
    used_for: str
    read: str


@dataclass(frozen=True, slots=True)
class ToCheck:
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KitContent:
    """Everything that a kit says, as one immutable value."""

    schema: int
    code: str
    version: str
    language: str
    title: str
    purpose: str
    crisis: bool
    trigger: str
    activation_acts: tuple[str, ...]
    legal_references: tuple[str, ...]
    uses: tuple[Use, ...]
    placeholders: tuple[Placeholder, ...]
    help_categories: tuple[HelpCategory, ...]
    notice: Notice
    script: Script
    crisis_block: CrisisBlock
    themes: tuple[Theme, ...]
    severity: tuple[Severity, ...]
    difficulty_form: DifficultyForm
    calling: CallingRules
    messages: tuple[Message, ...]
    training: tuple[Lesson, ...]
    indicators: tuple[Indicator, ...]
    priority: Priority
    emergency_set: EmergencySet
    durations: dict[str, int]
    checklist: tuple[ChecklistItem, ...]
    sources: tuple[Reference, ...]
    to_check: ToCheck
    service_needs: tuple[ServiceNeed, ...] = ()
