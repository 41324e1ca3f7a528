"""What everybody finds first in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

EVERYBODY = frozenset({PUBLIC})
ENTRIES = (
    Entry(EVERYBODY, _("Ask for help"), "asking:ask", order=5),
    Entry(EVERYBODY, _("Offer help"), "asking:offer", order=6),
    Entry(EVERYBODY, _("Mutual aid in figures"), "asking:counters", order=60, place=Place.FOOTER),
    Entry(EVERYBODY, _("Follow my need or my offer"), "asking:follow", order=7, place=Place.FOOTER),
)
