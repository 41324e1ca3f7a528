"""Her data and her entry, in the header of everybody."""

from django.utils.translation import gettext_lazy as _

from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (
    Entry(frozenset({PUBLIC}), _("My data"), "resident:tracker", order=20),
    Entry(
        frozenset({PUBLIC}), _("Be registered"), "resident:register", order=35, place=Place.FOOTER
    ),
)
