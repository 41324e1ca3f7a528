"""Every component with its states: the documentation of the look."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import DayField, PhoneField, YesNoField
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab
from entremise.web.shell.visit import visit_of


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("First and last name"))
    phone = PhoneField(
        label=_("Phone"), help_text=_("Landline or mobile. Spaces and points are fine.")
    )
    born_on = DayField(label=_("Date of birth"), help_text=_("For example 4 2 1942."))
    district = forms.ChoiceField(
        label=_("District"), choices=(("", _("Choose")), ("Q1", "Vieux-Pont"))
    )
    facts = forms.CharField(
        label=_("What happens"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_alone = YesNoField(label=_("Do you live alone?"))
    needs = forms.MultipleChoiceField(
        label=_("What do you need?"),
        choices=(("shopping", _("Shopping, meals")), ("company", _("Company"))),
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(
        label=_("File of the register"), help_text=_("xlsx, ods or csv, 20 MB at most.")
    )
    agrees = forms.BooleanField(label=_("I have read the notice aloud"))


@audience(Role.ADMINISTRATOR, is_personal=False)
@require_safe
def show_components(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    return page(
        request,
        "administrator/components.html",
        form=Example(auto_id="empty_%s"),
        bad=Example({"phone": "01 99 00 31 7", "name": ""}, auto_id="bad_%s"),
        pages=Pages(2, 63),
        tabs=(
            Tab(_("To place"), "#tabs", is_current=True, count=63),
            Tab(_("Late"), "#tabs", count=3, kind="alert"),
        ),
        steps=((_("File"), "done"), (_("Columns"), "now"), (_("Check"), "")),
        events=(
            (at, _("Sent to the service"), _("By phone")),
            (at - timedelta(hours=2), _("Report received"), ""),
        ),
        late=at - timedelta(minutes=12),
        due=at + timedelta(minutes=53),
        far=at + timedelta(hours=26),
        moments=(at, at - timedelta(days=1), at - timedelta(days=40)),
    )
