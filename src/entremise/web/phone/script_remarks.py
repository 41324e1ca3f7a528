"""A problem of the script, told from the call where it is met; the call goes on."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.outreach.operations.reviews import remark_on_script
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.reviews import RemarkSource
from entremise.web.shell.audience import audience
from entremise.web.shell.visit import actor_of, visit_of


class RemarkForm(forms.Form):
    words = forms.CharField(max_length=400)
    step = forms.CharField(max_length=40, required=False)


@audience(Role.CALLER)
@require_POST
def tell(request: HttpRequest, call_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    call = held_call(actor=actor, call_id=call_id, at=at)
    form = RemarkForm(request.POST)
    if form.is_valid():
        remark_on_script(
            actor=actor,
            campaign_id=call.campaign_id,
            source=RemarkSource.CALL,
            at=at,
            **form.cleaned_data,
        )
        messages.success(request, _("Thank you: the lead reads it. Go on with the call."))
    return redirect("phone:talk", call_id=call_id)
