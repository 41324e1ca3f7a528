"""Where everybody finds the tips."""

from django.utils.translation import gettext_lazy as _

from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (Entry(frozenset({PUBLIC}), _("Tips"), "tips:list", order=7, place=Place.FOOTER),)
