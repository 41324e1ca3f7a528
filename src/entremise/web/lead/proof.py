"""The proof of deletion of an archived campaign: what went, how many, when, by which rule; a sheet, no name."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.purges import purge_of
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.purges import Deleted, PurgeCard
from entremise.outreach.queries.campaigns import campaign_led
from entremise.web.shell.audience import audience
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import actor_of

DELETED: Final[dict[Deleted, StrOrPromise]] = {
    Deleted.PEOPLE: gettext_lazy("people parted from what was done with them"),
    Deleted.ANSWERS: gettext_lazy("sealed entries: answers, notes of calls, facts of reports"),
    Deleted.NOTES: gettext_lazy("sealed notes"),
    Deleted.CALLS: gettext_lazy("calls, with their reasons, hours and household"),
    Deleted.VISITS: gettext_lazy("visits, with what was noted at the door"),
    Deleted.REPORTS: gettext_lazy("reports, with questions, replies and details"),
    Deleted.NEEDS: gettext_lazy("needs of mutual aid, with their place, hours and sentence"),
    Deleted.OFFERS: gettext_lazy("offers of help, with their place, hours and means"),
    Deleted.PLACES: gettext_lazy("places in actions"),
    Deleted.TASKS: gettext_lazy("corrections asked of a register"),
    Deleted.SHEETS: gettext_lazy("sheets on paper"),
    Deleted.LINKS: gettext_lazy("links and coupons of services, which open nothing any more"),
    Deleted.LETTERS: gettext_lazy("letters"),
    Deleted.ASSIGNMENTS: gettext_lazy("rights to see one person"),
}
OF_AID: Final[dict[Deleted, StrOrPromise]] = {
    Deleted.ANSWERS: gettext_lazy("sealed parts of entries: name, number, address, words"),
}


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_proof(request: HttpRequest, campaign_id: int) -> HttpResponse:
    campaign = campaign_led(actor=actor_of(request), campaign_id=campaign_id)
    proof = purge_of(register_id=campaign.register_id or 0)
    if proof is None:
        raise Http404
    return proof_sheet(request, proof)


def proof_sheet(request: HttpRequest, proof: PurgeCard) -> HttpResponse:
    is_campaign = proof.kind is RegisterKind.CAMPAIGN
    deleted = DELETED if is_campaign else DELETED | OF_AID
    return sheet(
        request,
        "lead/proof.html",
        file=_("deletion"),
        proof=proof,
        lines=[(words, proof.counts[one]) for one, words in deleted.items() if one in proof.counts],
        is_campaign=is_campaign,
    )
