"""What somebody beside the person says, in choices: nothing is typed but a worry."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.journeys.report_difficulty import Difficulty
from entremise.kits.vocabulary import KitContent
from entremise.outreach.vocabulary.contacts import NEWS_OF, SPOKEN_WITH, ContactKind, News, Said
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent
from entremise.web.phone.forms import NoteField, TokenForm
from entremise.web.shell.fields import choose_from

URGENT: Final = 2
LIKELY: Final = "x-visite"  # somebody goes and sees her: chosen first among the themes of the kit
WORDS: Final[dict[News, StrOrPromise]] = {
    News.WELL: _("She is well: seen or heard since yesterday"),
    News.HOSPITAL: _("She is in hospital"),
    News.AWAY: _("She is away for some time"),
    News.UNKNOWN: _("No news: whoever answers does not know"),
    News.WORRIED: _("Worried about her: somebody must go and see"),
    News.TOLD: _("Told: this person knows that we rang"),
    News.NO_ANSWER: _("Nobody answers here either"),
    News.WRONG_NUMBER: _("This is not the right number"),
    News.REFUSES: _("The relative does not want to be rung any more"),
}


class NewsForm(TokenForm):
    """How it ends, and until when; a relative is informed before anything is noted."""

    news = forms.ChoiceField(
        label=_("What is the answer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the answer was.")},
    )

    def __init__(self, *args: Any, kind: ContactKind, kit: KitContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        choose_from(self, "news", [(one.value, WORDS[one]) for one in NEWS_OF[kind]])
        if kind is ContactKind.RELATIVE:
            self.fields["informed"] = informed_field()
        if kind is not ContactKind.GUARDIAN:
            self.fields |= {"until": until_field(), "words": words_field()}
            self.fields["theme"] = theme_field(kit)
        self.order_fields(["token", "informed", "news"])

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= localdate():
            raise ValidationError(_("This day is past. Write a day to come."))
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        news = cleaned.get("news")
        if news == News.WORRIED and not cleaned.get("words"):
            self.add_error("words", _("Write in one fact what worries."))
        if self.kind is ContactKind.RELATIVE and news in SPOKEN_WITH and not cleaned["informed"]:
            self.add_error("informed", _("Say this first. Then tick, and note the answer."))
        return cleaned

    def said(self) -> Said:
        given = self.cleaned_data
        news = News(given["news"])
        is_away = news in {News.HOSPITAL, News.AWAY}
        return Said(
            kind=self.kind,
            news=news,
            is_informed=given.get("informed", False),
            until=given.get("until") if is_away else None,
        )

    def worry(self) -> tuple[Difficulty, ...]:
        """What the orienteurs read; nobody but herself agrees, so it leaves for her life alone, and is read again."""
        given = self.cleaned_data
        if given["news"] != News.WORRIED:
            return ()
        facts = ItemFacts(said=given["words"], vital_reason=given["words"])
        return (Difficulty(given["theme"], URGENT, Consent.VITAL, facts),)


def informed_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I said who rings, where the number comes from, and that one may refuse"),
        required=False,
    )


def until_field() -> forms.DateField:
    return forms.DateField(
        label=_("In hospital or away until"),
        help_text=_("If nobody knows, leave it empty: she is rung in seven days."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w10"}),
    )


def words_field() -> NoteField:
    return NoteField(
        label=_("What worries, in one fact"),
        help_text=_("Seen or heard, no illness and no opinion. An orienteur reads it."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def theme_field(kit: KitContent) -> forms.ChoiceField:
    themes = tuple((theme.code, theme.label) for theme in kit.themes)
    known = [code for code, _label in themes]
    return forms.ChoiceField(
        label=_("What the worry is about"),
        choices=themes,
        initial=LIKELY if LIKELY in known else known[0],
        required=False,
    )
