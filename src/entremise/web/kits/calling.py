"""Changing the calling rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from entremise.accounts.vocabulary import Role
from entremise.web.kits.calling_forms import CallingForm
from entremise.web.kits.saving import looked_at, saved
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def change_calling(request: HttpRequest, code: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    form = CallingForm(request.POST or None, kit=kit)
    if saved(request, code, form, base_id):
        return redirect("kits:calling", code=code)
    return page(
        request,
        "kits/calling_form.html",
        kit=kit,
        form=form,
        base_id=base_id,
        back_url=reverse("kits:calling", args=[code]),
    )
