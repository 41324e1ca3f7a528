"""Where typists find the sheets, and the data protection officer what was lost."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (
    Entry(frozenset({PUBLIC}), _("Paper forms"), "paper:blanks", order=35, place=Place.FOOTER),
    Entry(frozenset({Role.DPO}), _("Sheets lost"), "paper:losses", order=60),
)
