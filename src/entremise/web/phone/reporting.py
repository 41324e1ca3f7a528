"""The sheet of a difficulty, one part an item, and what became of the sheets sent before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.accounts.vocabulary import Actor
from entremise.journeys.report_difficulty import Difficulty
from entremise.kits.vocabulary import KitContent
from entremise.outreach.vocabulary.thread import Heard
from entremise.referral.queries.queue import reports_of_caller
from entremise.referral.vocabulary.checks import CheckState
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import CallerReport, Consent, Ending, ReportState
from entremise.web.phone.forms import NoteField

CONSENTS: Final = (
    (Consent.YES, gettext_lazy("She agrees that it is passed on")),
    (Consent.NO, gettext_lazy("She does not agree: it stays here, without its words")),
    (Consent.VITAL, gettext_lazy("Her life is in danger: pass it on, with the reason")),
)
UNHEARD: Final = Heard("", 0, "", "")  # nothing is chosen for her
ITEM_FIELDS: Final = ("theme", "severity", "said", "since", "tried", "consent", "vital_reason")
SHARED_FIELDS: Final = ("reach", "access", "language")
ITEMS_AT_MOST: Final = 8
SHEET_SIGNS_AT_MOST: Final = 400


def sheet_of(data: Mapping[str, str]) -> dict[str, str]:
    """What was typed, to be kept: the fields of the sheet and nothing else."""
    names = {f"{name}{number}" for name in ITEM_FIELDS for number in range(ITEMS_AT_MOST)}
    names |= set(SHARED_FIELDS)
    return {name: data[name][:SHEET_SIGNS_AT_MOST] for name in sorted(names) if data.get(name)}


def items_in(sheet: Mapping[str, str], heard: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """One part an item of the sheet, then what was heard since; a free one when there is nothing."""
    numbers = [at for at in range(ITEMS_AT_MOST) if any(f"{n}{at}" in sheet for n in ITEM_FIELDS)]
    known = tuple(
        Heard(sheet.get(f"theme{at}", ""), 0, "", "") for at in range(max(numbers, default=-1) + 1)
    )
    themes = {one.theme for one in known}
    since = tuple(one for one in heard if one.theme not in themes)
    return (*known, *since)[:ITEMS_AT_MOST] or (UNHEARD,)


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One item on the page: its title and its questions, drawn in order."""

    label: str
    fields: tuple[BoundField, ...]


class ReportForm(forms.Form):
    """A part for each difficulty heard; a free one when none was."""

    reach = forms.CharField(
        label=gettext_lazy("Whom to reach, and when"), required=False, max_length=200
    )
    access = forms.CharField(
        label=gettext_lazy("Way in: floor, code, who has a key"), required=False, max_length=200
    )
    language = forms.CharField(
        label=gettext_lazy("Language, if it is not French"), required=False, max_length=40
    )

    def __init__(
        self, *args: Any, kit: KitContent, heard: tuple[Heard, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = {theme.code: theme.label for theme in kit.themes}
        self.heard = heard
        levels = tuple((one.level, f"{one.level}, {one.label}") for one in kit.severity)
        for number, one in enumerate(self.heard):
            self.fields |= {
                f"theme{number}": self.theme_field(one),
                f"severity{number}": severity_field(one, levels),
                f"said{number}": said_field(one, kit.difficulty_form.help_text),
                **other_fields(number),
            }

    def theme_field(self, one: Heard) -> forms.ChoiceField:
        is_known = one.theme in self.labels
        return forms.ChoiceField(
            label=_("What is difficult?"),
            choices=(("", _("Choose")), *self.labels.items()),
            initial=one.theme,
            widget=forms.HiddenInput if is_known else forms.Select,
            error_messages={"required": _("Choose what is difficult.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, _one in enumerate(self.heard):
            is_vital = cleaned.get(f"consent{number}") == Consent.VITAL
            if is_vital and not cleaned.get(f"vital_reason{number}"):
                reason = ValidationError(_("Write why: somebody reads it again later."))
                self.add_error(f"vital_reason{number}", reason)
            if cleaned.get(f"consent{number}") == Consent.YES and not cleaned.get(f"said{number}"):
                self.add_error(
                    f"said{number}", ValidationError(_("Write one fact that she told you."))
                )
        return cleaned

    @property
    def parts(self) -> tuple[ItemPart, ...]:
        return tuple(
            ItemPart(
                label=self.labels.get(one.theme, _("A difficulty")),
                fields=tuple(self[f"{name}{number}"] for name in ITEM_FIELDS),
            )
            for number, one in enumerate(self.heard)
        )

    def difficulties(self) -> Iterator[Difficulty]:
        given = self.cleaned_data
        for number, _one in enumerate(self.heard):
            yield Difficulty(
                theme=given[f"theme{number}"],
                severity=given[f"severity{number}"],
                consent=Consent(given[f"consent{number}"]),
                facts=ItemFacts(
                    said=given[f"said{number}"],
                    since=given[f"since{number}"],
                    tried=given[f"tried{number}"],
                    vital_reason=given[f"vital_reason{number}"],
                    **{name: given[name] for name in SHARED_FIELDS},
                ),
            )


def severity_field(one: Heard, levels: tuple[tuple[int, str], ...]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How grave?"),
        choices=levels,
        coerce=int,
        initial=one.severity or None,
        error_messages={"required": _("Choose how grave it is.")},
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )


def said_field(one: Heard, help_text: str) -> NoteField:
    return NoteField(
        label=_("What she told you"),
        help_text=help_text,
        initial=one.note,
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def other_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"since{number}": forms.CharField(label=_("Since when"), required=False, max_length=80),
        f"tried{number}": forms.CharField(
            label=_("What was tried already"), required=False, max_length=200
        ),
        f"consent{number}": forms.ChoiceField(
            label=_("May it be passed on?"),
            choices=CONSENTS,
            widget=forms.RadioSelect,
            error_messages={"required": _("Ask her, then choose one answer.")},
        ),
        f"vital_reason{number}": forms.CharField(
            label=_("Why her life is in danger"), required=False, max_length=200
        ),
    }


STATES: Final = {
    ReportState.TO_REVIEW: (gettext_lazy("A colleague reads it first"), ""),
    ReportState.WAITING: (gettext_lazy("Waits for an orienteur"), ""),
    ReportState.HELD: (gettext_lazy("An orienteur works on it"), ""),
    ReportState.BACK_TO_CALLER: (gettext_lazy("A question for you"), "sun"),
    ReportState.FOLLOWED: (gettext_lazy("Services have it"), ""),
    ReportState.CLOSED: (gettext_lazy("Closed"), "ok"),
}
ENDINGS: Final = {
    Ending.ANSWERED_AT_ONCE: gettext_lazy("Answered at once."),
    Ending.ORIENTED: gettext_lazy("A service answered, and the person was told."),
    Ending.DUPLICATE: gettext_lazy("Known already: it is followed elsewhere."),
    Ending.UNMET: gettext_lazy("Nobody could help. It is counted, so that it changes."),
    Ending.NOT_SENT: gettext_lazy("She did not want it to be passed on."),
    Ending.WITHDRAWN: gettext_lazy("She does not want it any more."),
}


ANSWERS: Final = {
    CheckState.HELPED: gettext_lazy("Asked three weeks later, she says that it helped."),
    CheckState.NOT_HELPED: gettext_lazy("Asked three weeks later, it had not helped: we go on."),
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    report_id: int
    number: str
    state: str
    kind: str
    when: datetime
    lines: tuple[str, ...]
    question: str


def report_lines(actor: Actor, at: datetime) -> tuple[ReportLine, ...]:
    """The caller's reports in few words, newest first."""
    found = reports_of_caller(user_id=actor.user_id or 0, at=at)
    return tuple(report_line(one) for one in found)


def report_line(one: CallerReport) -> ReportLine:
    state, kind = STATES[one.state]
    return ReportLine(
        report_id=one.report_id,
        number=one.number,
        state=str(state),
        kind="off" if Ending.UNMET in one.endings else kind,
        when=one.opened_at,
        lines=tuple(
            dict.fromkeys(
                [
                    *(str(ENDINGS[ending]) for ending in one.endings),
                    *(str(ANSWERS[answer]) for answer in one.answers),
                ]
            )
        ),
        question=one.question,
    )
