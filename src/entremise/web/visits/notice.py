"""The notice left at a door that stayed shut: neutral, nothing says why; the same sheet for everybody (PDF/UA)."""

import json
from pathlib import Path
from typing import Final

import typst
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import OrganizationCard, Role
from entremise.web.shell.audience import audience
from entremise.web.shell.typography import french
from entremise.web.templatetags.shell import phone

PATTERN: Final = (Path(__file__).parent / "door_notice.typ").read_bytes()


@audience(Role.VISITOR, Role.CALLER, Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def door_notice(request: HttpRequest) -> HttpResponse:
    """Date, hour and word are written by hand: printed ahead, it fits every door."""
    host = host_organization()
    response = HttpResponse(notice_pdf(host), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="avis-de-passage.pdf"'
    return response


def notice_pdf(host: OrganizationCard | None) -> bytes:
    """Typst refuses a document that is not accessible."""
    whose = host.name_after_de if host else ""
    said = {
        "body": host.name if host else "",
        "title": _("We came by"),
        "when": _("On …………………… at …………, two people %(whose)s came by.") % {"whose": whose},
        "hope": _("We hope that all is well."),
        "ring": _("Ring us:"),
        "phone": phone(host.phone) if host else "",
        "hours": host.opening_hours if host else "",
        "again": _("We come again on ……………………, unless you ring us."),
        "true": _("A true visit? Our visitors show a card and say the word:"),
        "word": "……………………",
        "never": _("They do not come in without your consent. They never ask for money."),
        "danger": _("In danger: 15, 18 or 112. By text message: 114."),
    }
    values = {key: french(str(text)) for key, text in said.items()}
    content: bytes = typst.compile(
        PATTERN,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"values": json.dumps(values)},
        ignore_system_fonts=True,  # the same sheet on every machine
    )
    return content
