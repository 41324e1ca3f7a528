"""A reading in plain words: when, which function of which body, for what, which fields; never an agent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import organizations_by_id
from entremise.commons.vocabulary.access import Access, EventKind
from entremise.commons.vocabulary.law import Purpose
from entremise.web.shell.roles import ROLE_NAMES
from entremise.web.uses.lines import fields_of

REASONS: Final[dict[Purpose, StrOrPromise]] = {
    Purpose.ALERT_CALL: gettext_lazy("Asking how you are during an alert"),
    Purpose.ISOLATION_CALL: gettext_lazy("Calling you for company"),
    Purpose.INVITE_TO_REGISTER: gettext_lazy("Inviting you to register"),
    Purpose.RIGHTS_INFO: gettext_lazy("Telling you about your rights"),
    Purpose.MATCH_NEED: gettext_lazy("Finding somebody who helps you"),
    Purpose.REFERRAL: gettext_lazy("Passing on what you asked for"),
    Purpose.STATS: gettext_lazy("Counting, without your name"),
    Purpose.AUDIT: gettext_lazy("Checking that readings were right"),
    Purpose.REGISTER_UPKEEP: gettext_lazy("Keeping your entry right"),
    Purpose.PREFECT_TRANSMISSION: gettext_lazy(
        "Sending the list to the prefect, as the law orders"
    ),
    Purpose.VITAL_INTEREST: gettext_lazy("Protecting your life"),
    Purpose.SUBJECT_RIGHTS: gettext_lazy("Answering you about your data"),
}
GESTURES: Final[dict[EventKind, StrOrPromise]] = {
    EventKind.SEARCHED: gettext_lazy("your entry was looked for"),
    EventKind.COMPUTED: gettext_lazy("a machine counted or sorted, without your name"),
    EventKind.EXPORTED: gettext_lazy("sent to a named body"),
    EventKind.SEALED: gettext_lazy("written into your entry"),
    EventKind.ERASED: gettext_lazy("erased"),
    EventKind.TRACKED: gettext_lazy("this list of readings"),
    EventKind.CODED: gettext_lazy("a code was given that opens your own words"),
}


WITHOUT_ACCOUNT: Final = frozenset(
    {EventKind.TRACKED, EventKind.OPENED, EventKind.SEALED, EventKind.SEARCHED}
)


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: str
    reason: StrOrPromise
    what: str


def lines_of(accesses: Collection[Access]) -> tuple[Line, ...]:
    """The readings as a person reads them, the last first; one statement for the names of bodies."""
    bodies = organizations_by_id({one.organization_id for one in accesses if one.organization_id})
    return tuple(
        Line(
            at=one.at,
            who=who_of(
                one, bodies[one.organization_id].name if one.organization_id in bodies else ""
            ),
            reason=REASONS[one.purpose],
            what=what_of(one),
        )
        for one in accesses
    )


def who_of(one: Access, body: str) -> str:
    if one.role is None:
        is_hers = one.kind in WITHOUT_ACCOUNT
        return body or (
            _("Without account: you, or somebody close for you") if is_hers else _("The software")
        )
    return ", ".join(filter(None, (str(ROLE_NAMES[one.role]), body)))


def what_of(one: Access) -> str:
    fields = fields_of(one.groups)
    gesture = GESTURES.get(one.kind)
    if one.kind is EventKind.CODED and not one.register_ids:
        gesture = _("a code was given that opens this page")
    if one.recipient:
        gesture = _("sent to: %(body)s") % {"body": one.recipient}
    if gesture is None:
        return fields.capitalize() or _("All that your entry says")
    said = f"{gesture} ({fields})" if fields else str(gesture)
    return said[:1].upper() + said[1:]
