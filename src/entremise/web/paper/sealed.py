"""The envelope of the evening: prepared on alert, opened for a reason, destroyed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.journeys.sealed_envelope import open_envelope, seal_envelope
from entremise.web.paper.bundles import printers
from entremise.web.paper.forms import OpeningForm
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@printers
@require_POST
def prepare(request: HttpRequest, campaign_id: int) -> HttpResponse:
    bundle_id = seal_envelope(
        actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at
    )
    return redirect("paper:print", bundle_id=bundle_id)


@printers
def note_opened(request: HttpRequest, bundle_id: int) -> HttpResponse:
    form = OpeningForm(request.POST or None)
    if form.is_valid():
        open_envelope(
            actor=actor_of(request),
            bundle_id=bundle_id,
            reason=form.cleaned_data["reason"],
            at=visit_of(request).at,
        )
        messages.success(request, _("Noted. Each person finds it in her trace."))
        return redirect("paper:bundle", bundle_id=bundle_id)
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("The envelope was opened"),
        act=_("Note the opening"),
        back=_("Back to the envelope"),
        back_url=reverse("paper:bundle", args=[bundle_id]),
    )
