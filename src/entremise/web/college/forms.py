"""Forms of the colleges."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary.votes import BallotChannel, Choice, CollegeKind, NewBallot
from entremise.web.shell.fields import ComingDayField, YesNoField, choose_from, day_ends
from entremise.web.uses.words import CHANNELS, CHOICES, COLLEGES

HEARD = [(c.value, CHANNELS[c]) for c in (BallotChannel.PAPER, BallotChannel.PHONE)]
NOBODY = ("", _("Choose a member"))  # nobody is chosen by default: a slip would vote for the first


class VoteForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("For or against?"),
        widget=forms.RadioSelect,
        choices=[(choice.value, words) for choice, words in CHOICES.items()],
    )
    opinion = forms.CharField(
        label=_("Reason or wish"),
        help_text=_("It is published after the vote, without your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )

    def new_ballot(self, request_id: int) -> NewBallot:
        given = self.cleaned_data
        return NewBallot(request_id, Choice(given["choice"]), opinion=given["opinion"])


class PaperForm(VoteForm):
    """A ballot that somebody gave on paper or by phone."""

    field_order = ("member", "channel", "choice", "opinion")
    member = forms.TypedChoiceField(label=_("Member"), coerce=int)
    channel = forms.ChoiceField(
        label=_("How was it given?"),
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        choices=HEARD,
    )

    def __init__(self, data: object, *, members: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "member", [NOBODY, *members])
        self.fields["choice"].label = _("The vote")

    def new_ballot(self, request_id: int) -> NewBallot:
        given = self.cleaned_data
        return NewBallot(
            request_id,
            Choice(given["choice"]),
            channel=BallotChannel(given["channel"]),
            member_id=given["member"],
            opinion=given["opinion"],
        )


class CheckForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("What do you read?"),
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        choices=[(choice.value, words) for choice, words in CHOICES.items()],
    )


class SpeechForm(forms.Form):
    """What a member wants to say before the vote."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_(
            "Everybody will read it, with your college and without your name. Name nobody."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class HeardForm(SpeechForm):
    """What a member said by phone, or sent on paper."""

    field_order = ("member", "channel", "text")
    member = forms.TypedChoiceField(label=_("Member"), coerce=int)
    channel = forms.ChoiceField(
        label=_("How was it given?"),
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        choices=HEARD,
    )

    def __init__(self, data: object, *, members: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "member", [NOBODY, *members])
        self.fields["text"].label = _("What she says")
        self.fields["text"].help_text = _(
            "Everybody will read it, with her college and without her name. Name nobody."
        )


class ProxyForm(forms.Form):
    """Whom a member asks to vote for her."""

    holder = forms.TypedChoiceField(label=_("Who votes for you?"), coerce=int)

    def __init__(self, data: object, *, members: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "holder", [NOBODY, *members])


class HeardProxyForm(ProxyForm):
    """Whom a member without account asks to vote for her, as a clerk heard it."""

    field_order = ("giver", "holder")
    giver = forms.TypedChoiceField(label=_("Member who cannot vote herself"), coerce=int)

    def __init__(
        self,
        data: object,
        *,
        givers: Iterable[tuple[int, str]],
        members: Iterable[tuple[int, str]],
    ) -> None:
        super().__init__(data, members=members)
        choose_from(self, "giver", [NOBODY, *givers])
        self.fields["holder"].label = _("Who votes for her?")
        self.fields["holder"].help_text = _("A member of the same college.")


class SeatForm(forms.Form):
    college = forms.ChoiceField(
        label=_("College"),
        widget=forms.RadioSelect,
        choices=[(kind.value, words) for kind, words in COLLEGES.items()],
    )
    account = forms.TypedChoiceField(
        label=_("Account of the member"), coerce=int, required=False, empty_value=None
    )
    full_name = forms.CharField(
        label=_("Or the name of a member without account"),
        help_text=_("She votes on paper or by phone."),
        required=False,
        max_length=120,
    )
    is_drawn_by_lot = YesNoField(label=_("Drawn by lot?"))
    ends_on = ComingDayField(label=_("Until"), help_text=_("Two years at most."))

    def __init__(self, data: object, *, accounts: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "account", [("", _("None")), *accounts])

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if bool(given.get("account")) == bool(given.get("full_name")):
            self.add_error("full_name", _("Choose an account, or write a name."))
        return given

    @property
    def ends_at(self) -> datetime:
        return day_ends(self.cleaned_data["ends_on"])

    @property
    def kind(self) -> CollegeKind:
        return CollegeKind(self.cleaned_data["college"])
