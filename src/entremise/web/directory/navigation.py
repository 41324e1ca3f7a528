"""The directory in the headers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (
    Entry(
        frozenset({PUBLIC}), _("Who can help me?"), "directory:public", order=7, place=Place.FOOTER
    ),
    Entry(frozenset({Role.SERVICE}), _("My room"), "directory:own", order=20),
    Entry(
        frozenset({Role.STEWARD, Role.ADMINISTRATOR}),
        pgettext_lazy("menu", "Services"),
        "directory:imports",
        order=35,
    ),
)
