"""The certificate as a PDF that screen readers read (PDF/UA-1), drawn by Typst."""

import json
from pathlib import Path
from typing import Final

import typst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from entremise.solidarity.vocabulary.actions import CertificateCard
from entremise.web.actions.words import in_hours, on_paper
from entremise.web.shell.typography import french

PATTERN: Final = (Path(__file__).parent / "certificate.typ").read_bytes()


def certificate_pdf(
    *, card: CertificateCard, code: str, name: str, body: str, address: str
) -> bytes:
    """One sheet; Typst refuses a document that is not accessible."""
    said = {
        "title": _("Certificate of hours"),
        "body": body,
        "sentence": _("%(body)s certifies that %(name)s gave %(hours)s of her or his time.")
        % {"body": body, "name": name, "hours": in_hours(card.minutes)},
        "period": _("From %(first)s to %(last)s, as noted by the organizer on each day.")
        % {"first": on_paper(card.first_on), "last": on_paper(card.last_on)},
        "issued": _("Issued on %(on)s.") % {"on": on_paper(localdate(card.issued_at))},
        "check": _("To check this certificate, type the code at this address:"),
    }
    values = {key: french(text) for key, text in said.items()} | {"code": code, "address": address}
    content: bytes = typst.compile(
        PATTERN,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"values": json.dumps(values)},
        ignore_system_fonts=True,  # the same sheet on every machine
    )
    return content
