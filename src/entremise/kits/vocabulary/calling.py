"""When and how often a kit calls, and what each outcome leads to."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Hours:
    days: tuple[str, ...]
    start: time
    end: time
    only_when: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    code: str
    label: str
    retry_minutes: int = 0
    retry_days: int = 0
    max_times: int = 0
    other_half_day: bool = False
    same_caller: bool = False
    closes: bool = False
    at_once: bool = False
    schedules: bool = False
    steward_task: bool = False
    steward_days: int = 0
    lane: str = ""
    pause_to_date: bool = False
    alerts_referent_and_lead: bool = False


@dataclass(frozen=True, slots=True)
class HoursException:
    allowed_on: tuple[str, ...]
    needs: str
    text: str


@dataclass(frozen=True, slots=True)
class Voicemail:
    text: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class Waves:
    first_wave_hours: int
    repeat_every_hours: int
    repeat_every_hours_red: int
    carry_over_unreached: bool
    stop: str


@dataclass(frozen=True, slots=True)
class CallingRules:
    talks_per_person_per_day: int
    spacing_minutes: int
    half_days_before_unreachable: int
    level_first_call: int
    level_after_report: int
    level_complex: int
    break_minutes_per_hour: int
    max_shift_minutes: int
    caller_number: str
    person_hours_win: bool
    tries_per_day: int
    tries_total: int
    unreachable_after_tries: int
    unreachable_within_hours: int
    saturday_on_alert: bool
    hours: tuple[Hours, ...]
    exception: HoursException
    voicemail: Voicemail
    waves: Waves
    outcomes: tuple[OutcomeRule, ...]
