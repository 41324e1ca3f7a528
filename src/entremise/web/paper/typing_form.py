"""One sheet as it is typed again: short fields in the order of the paper, numbers instead of lists."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.commons.vocabulary.access import ObjectionScope
from entremise.journeys.report_difficulty import Difficulty
from entremise.journeys.type_sheet import Entry
from entremise.kits.vocabulary import KitContent
from entremise.outreach.queries.hours import callback_slot
from entremise.outreach.vocabulary.calls import SPOKEN, Closing, Outcome
from entremise.outreach.vocabulary.paper import SheetToType
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent
from entremise.web.paper.numbers import NOT_CALLED, OUTCOMES, themes_of
from entremise.web.phone.languages import LANGUAGES

ITEMS: Final = 3
AWAY_AT_MOST: Final = timedelta(days=183)  # beyond it, a day that is past was typed
HOUR: Final = re.compile(r"(\d{1,2})\s*[h:.]?\s*(\d{2})?")
CONSENTS: Final = {"O": Consent.YES, "N": Consent.NO, "D": Consent.VITAL}
SCOPES: Final = {1: ObjectionScope.CAMPAIGN, 2: ObjectionScope.PURPOSE, 3: ObjectionScope.ALL}
RUNG_AGAIN: Final = SPOKEN | {Outcome.CALL_BACK}
ITEM_FIELDS: Final = ("theme", "severity", "said", "since", "tried", "consent", "vital_reason")


def short(width: str, **more: object) -> forms.TextInput:
    return forms.TextInput(attrs={"class": width, "autocomplete": "off", **more})


def words(label: str, at_most: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=at_most, widget=short(""))


def figures(width: str = "w4") -> forms.TextInput:
    return short(width, inputmode="numeric")


class HourField(forms.Field):
    """« 1015 », « 10:15 », « 10 h 15 »."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": figures("w4"), **kwargs})

    def to_python(self, value: object) -> time | None:
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) == 3 and text.isdecimal():
            text = f"0{text}"
        found = HOUR.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("This hour is not clear. Write for example 1015."))
        return time(int(found[1]), int(found[2] or 0))


class TypingForm(forms.Form):
    called = HourField(
        label=gettext_lazy("Hour of the call"),
        widget=short("w4", inputmode="numeric", autofocus=True),
        help_text=gettext_lazy("For example 1015. Empty when the sheet does not say it."),
        required=False,
    )
    has_notice = forms.BooleanField(
        label=gettext_lazy("The box « I said who calls, and that one may refuse » is ticked"),
        required=False,
    )
    outcome = forms.IntegerField(
        label=gettext_lazy("Number of the outcome"),
        help_text=gettext_lazy("0 when the person was not called."),
        widget=figures("w2"),
        error_messages={"required": gettext_lazy("Write the number of the box that is ticked.")},
    )

    def __init__(
        self, *args: Any, sheet: SheetToType, kit: KitContent, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, self.themes, self.at = sheet, themes_of(kit), at
        self.levels = {one.level for one in kit.severity}
        for number in range(1, ITEMS + 1):
            self.add_item(number)
        self.fields |= {
            "reach": words(_("Whom to reach, and when"), 200),
            "access": words(_("Way in: floor, code, who has a key"), 200),
            "back_on": forms.CharField(
                label=_("To call back: day"),
                help_text=_("For example 16/07."),
                required=False,
                widget=figures("w4"),
            ),
            "back_at": HourField(label=_("To call back: hour"), required=False),
            "by_me": forms.BooleanField(label=_("By the same caller"), required=False),
            "language": forms.CharField(
                label=_("Another language"), required=False, widget=short("w10", list="languages")
            ),
            "away": forms.CharField(
                label=_("Away until"),
                help_text=_("For example 30/07."),
                required=False,
                widget=figures("w4"),
            ),
            "scope": forms.IntegerField(
                label=_("Refusal: 1, 2 or 3"), required=False, widget=figures("w2")
            ),
        }

    def add_item(self, number: int) -> None:
        self.fields |= {
            f"theme{number}": forms.IntegerField(
                label=_("Difficulty %(number)d: number of the theme") % {"number": number},
                required=False,
                widget=figures("w2"),
            ),
            f"severity{number}": forms.IntegerField(
                label=_("How grave, 1 to 4"), required=False, widget=figures("w2")
            ),
            f"said{number}": words(_("What was told"), 400),
            f"since{number}": words(_("Since when"), 80),
            f"tried{number}": words(_("What was tried already"), 200),
            f"consent{number}": forms.CharField(
                label=_("Passed on: O (yes), N (no), D (danger)"),
                required=False,
                max_length=1,
                widget=short("w2"),
            ),
            f"vital_reason{number}": words(_("Why life is in danger"), 200),
        }

    def clean_outcome(self) -> int:
        number: int = self.cleaned_data["outcome"]
        if number != NOT_CALLED and number not in OUTCOMES:
            raise ValidationError(
                _("No box has this number. Write 0 to %(last)d.") % {"last": len(OUTCOMES)}
            )
        return number

    @property
    def ending(self) -> Outcome | None:
        found = OUTCOMES.get(self.cleaned_data.get("outcome", NOT_CALLED))
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "outcome" not in cleaned:
            return cleaned
        if self.ending in SPOKEN and not cleaned["has_notice"]:
            self.add_error(
                "has_notice",
                _(
                    "Without this box no talk is kept. If it is truly empty on the sheet, write 7, to call back."
                ),
            )
        self.check_items(cleaned)
        self.check_what_the_outcome_needs(cleaned)
        return cleaned

    def check_items(self, cleaned: dict[str, Any]) -> None:
        if self.ending is Outcome.SPOKEN_DIFFICULTY and not any(self.numbers):
            self.add_error("theme1", _("Write the number of the difficulty."))
        for number in self.numbers:
            if cleaned[f"theme{number}"] not in self.themes:
                self.add_error(f"theme{number}", _("No theme has this number."))
            if cleaned.get(f"severity{number}") not in self.levels:
                self.add_error(f"severity{number}", _("Write 1, 2, 3 or 4."))
            consent = cleaned.get(f"consent{number}", "").upper()
            if consent not in CONSENTS:
                self.add_error(f"consent{number}", _("Write O, N or D."))
            if consent == "O" and not cleaned.get(f"said{number}"):
                self.add_error(f"said{number}", _("Write what the sheet tells."))
            if consent == "D" and not cleaned.get(f"vital_reason{number}"):
                self.add_error(
                    f"vital_reason{number}", _("Write why: somebody reads it again later.")
                )

    def check_what_the_outcome_needs(self, cleaned: dict[str, Any]) -> None:
        outcome = self.ending
        is_promised = outcome is Outcome.CALL_BACK or (
            outcome in SPOKEN and cleaned["back_on"] != ""
        )
        if is_promised and not (cleaned["back_on"] and cleaned.get("back_at")):
            self.add_error("back_on", _("Write the day and the hour that were promised."))
        elif is_promised and self.promised() is None:
            self.add_error("back_on", _("This day is not clear, or the campaign is over by then."))
        if outcome is Outcome.LANGUAGE and self.language is None:
            self.add_error("language", _("Write the name of the language, for example portugais."))
        away = self.day("away") if outcome is Outcome.AWAY else None
        if outcome is Outcome.AWAY and (away is None or away > self.sheet.on + AWAY_AT_MOST):
            self.add_error("away", _("Write the day, for example 30/07."))
        if outcome is Outcome.OBJECTION and cleaned["scope"] not in SCOPES:
            self.add_error("scope", _("Write 1, 2 or 3, as ticked on the sheet."))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The difficulties that are filled in."""
        return tuple(
            number
            for number in range(1, ITEMS + 1)
            if self.cleaned_data.get(f"theme{number}") is not None
        )

    def day(self, field: str) -> date | None:
        """« 16/07 » of the year that comes next."""
        found = re.fullmatch(
            r"(\d{1,2})\D?(\d{2})(?:\D?\d{2,4})?", self.cleaned_data[field].strip()
        )
        if found is None:
            return None
        for year in (self.sheet.on.year, self.sheet.on.year + 1):
            with suppress(ValueError):  # 29/02, most years
                on = date(year, int(found[2]), int(found[1]))
                if on >= self.sheet.on - timedelta(days=1):
                    return on
        return None

    def promised(self) -> datetime | None:
        """The hour that was said; one that is past is due at once."""
        on, hour = self.day("back_on"), self.cleaned_data.get("back_at")
        if on is None or hour is None:
            return None
        wished = datetime.combine(on, hour, get_current_timezone())
        return callback_slot(
            campaign_id=self.sheet.campaign_id, wished=max(wished, self.at + timedelta(minutes=1))
        )

    @property
    def language(self) -> str | None:
        typed = self.cleaned_data.get("language", "").strip().casefold()
        return next(
            (code for code, name in LANGUAGES.items() if typed in (code, str(name).casefold())),
            None,
        )

    def closing(self) -> Closing | None:
        if self.ending is None:
            return None
        away = self.day("away") if self.ending is Outcome.AWAY else None
        return Closing(
            outcome=self.ending,
            callback_at=self.promised() if self.ending in RUNG_AGAIN else None,
            is_mine=self.cleaned_data["by_me"],
            language=(self.language or "") if self.ending is Outcome.LANGUAGE else "",
            away_until=datetime.combine(away, time(9), get_current_timezone()) if away else None,
        )

    def entry(self) -> Entry:
        hour = self.cleaned_data.get("called") or time(15 if self.sheet.is_afternoon else 10)
        return Entry(
            called_at=datetime.combine(self.sheet.on, hour, get_current_timezone()),
            closing=self.closing(),
            has_notice=self.cleaned_data["has_notice"],
            scope=SCOPES.get(self.cleaned_data["scope"] or 0),
            items=tuple(self.difficulties()),
            written={name: str(value) for name in self.fields if (value := self.data.get(name))},
        )

    def difficulties(self) -> Iterator[Difficulty]:
        for number in self.numbers:
            yield Difficulty(
                theme=self.themes[self.cleaned_data[f"theme{number}"]][0],
                severity=self.cleaned_data[f"severity{number}"],
                consent=CONSENTS[self.cleaned_data[f"consent{number}"].upper()],
                facts=ItemFacts(
                    said=self.cleaned_data[f"said{number}"],
                    since=self.cleaned_data[f"since{number}"],
                    tried=self.cleaned_data[f"tried{number}"],
                    reach=self.cleaned_data["reach"],
                    access=self.cleaned_data["access"],
                    vital_reason=self.cleaned_data[f"vital_reason{number}"],
                ),
            )

    @property
    def items(self) -> tuple[tuple[forms.BoundField, ...], ...]:
        return tuple(
            tuple(self[f"{name}{number}"] for name in ITEM_FIELDS) for number in range(1, ITEMS + 1)
        )
