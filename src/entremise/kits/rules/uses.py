"""What the law and the charter bound: which register serves what, how often people are called, how long things last."""

from collections.abc import Iterator
from datetime import time
from typing import Final

from django.utils.translation import gettext as _

from entremise.kits.vocabulary import Fault, KitContent
from entremise.kits.vocabulary.codes import (
    BASES,
    CALLS,
    DAYS,
    DURATIONS,
    MAY_SERVE,
    PURPOSES,
)

AT_MOST: Final = {"decision_days": 365, "grant_days": 120, "acknowledgement_days": 8}
CHECKLIST_MINUTES: Final = 60
EARLIEST, LATEST = time(7), time(22)


def use_faults(content: KitContent) -> Iterator[Fault]:
    called: set[str] = set()
    for place, use in ((f"uses[{use.purpose}]", use) for use in content.uses):
        if use.purpose not in PURPOSES:
            yield Fault(place, _("This purpose does not exist."))
        if use.basis not in BASES:
            yield Fault(place, _("A use stands on the law, a decision, or the person's word."))
        for register in use.registers:
            if use.purpose not in MAY_SERVE.get(register, ()):
                yield Fault(
                    place,
                    _("A register of kind %(register)s may not serve this.")
                    % {"register": register},
                )
        if use.purpose in CALLS:
            called |= set(use.registers)
    said = [source.register for source in content.notice.sources]
    if set(said) != called or len(said) != len(called):
        yield Fault("notice.sources", _("One row for each register that calls are made from."))


def limit_faults(content: KitContent) -> Iterator[Fault]:
    yield from calling_faults(content)
    emergency = content.emergency_set
    if emergency.max_hours > 72 or emergency.signatories < 2 or not emergency.one_elected:
        yield Fault("emergency_set", _("72 hours, two signatories, one of them elected."))
    if content.priority.health_data:
        yield Fault("priority", _("The order of calls never uses health."))
    if sum(item.minutes for item in content.checklist) > CHECKLIST_MINUTES:
        yield Fault("checklist", _("The first call comes within an hour."))
    yield from duration_faults(content.durations)


def calling_faults(content: KitContent) -> Iterator[Fault]:
    calling = content.calling
    if calling.tries_per_day > 4 or calling.tries_total > 6:
        yield Fault("calling", _("Four tries a day and six in all are the most."))
    for hours in calling.hours:
        if hours.start >= hours.end:
            yield Fault("calling.hours", _("The end comes after the beginning."))
        if hours.start < EARLIEST or hours.end > LATEST:
            yield Fault(
                "calling.hours", _("Nobody likes calls before 7:00 or after 22:00."), is_advice=True
            )
        if not hours.days or not set(hours.days) <= set(DAYS):
            yield Fault("calling.hours", _("Choose at least one day of the week."))
        if "sun" in hours.days and not hours.only_when:
            yield Fault("calling.hours", _("A Sunday needs a written order."))


def duration_faults(durations: dict[str, int]) -> Iterator[Fault]:
    for name in sorted(DURATIONS - durations.keys()):
        yield Fault(f"durations.{name}", _("This is missing."))
    for name in sorted(durations.keys() - DURATIONS):
        yield Fault(f"durations.{name}", _("This word is not known here."))
    for name, value in durations.items():
        if value < 0:
            yield Fault(f"durations.{name}", _("A duration is not below zero."))
        if value > AT_MOST.get(name, value):
            yield Fault(
                f"durations.{name}", _("At most %(count)d here.") % {"count": AT_MOST[name]}
            )
