"""Adding, changing and taking out a step of the script."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import Role
from entremise.kits.vocabulary import KitContent, Step
from entremise.web.kits.forms import EditForm
from entremise.web.kits.saving import looked_at, saved
from entremise.web.kits.step_forms import AddStepForm, ChangeStepForm, RemoveStepForm, step_name
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page


def step_of(kit: KitContent, key: str) -> Step:
    found = next((step for step in kit.script.steps if step.id == key), None)
    if found is None:
        raise Http404
    return found


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def add_step(request: HttpRequest, code: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    form = AddStepForm(request.POST or None, kit=kit)
    return step_page(request, code, form, base_id, title=_("Add a step"))


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def change_step(request: HttpRequest, code: str, key: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    step = step_of(kit, key)
    form = ChangeStepForm(request.POST or None, kit=kit, before=step)
    return step_page(
        request,
        code,
        form,
        base_id,
        title=_("Change the step"),
        name=step_name(step),
        remove_url=reverse("kits:remove_step", args=[code, key]),
    )


@audience(Role.CAMPAIGN_LEAD, is_personal=False)
def remove_step(request: HttpRequest, code: str, key: str) -> HttpResponse:
    base_id, kit = looked_at(code)
    step = step_of(kit, key)
    form = RemoveStepForm(request.POST or None, kit=kit, before=step)
    return step_page(
        request,
        code,
        form,
        base_id,
        template="kits/remove.html",
        title=_("Take this step out?"),
        name=step_name(step),
        back_url=reverse("kits:change_step", args=[code, key]),
    )


def step_page(
    request: HttpRequest,
    code: str,
    form: EditForm,
    base_id: int,
    *,
    template: str = "kits/step.html",
    **words: object,
) -> HttpResponse:
    """The script again once the edit became a version, else the form."""
    if saved(request, code, form, base_id):
        return redirect("kits:script", code=code)
    context = {"back_url": reverse("kits:script", args=[code]), **words}
    return page(request, template, status=None, kit=form.kit, form=form, base_id=base_id, **context)
