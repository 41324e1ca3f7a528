"""What those who handle money find in the header, and everybody in the footer."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (
    Entry(
        frozenset({Role.DECIDER, Role.GO_BETWEEN, Role.CAMPAIGN_LEAD}),
        _("Budget"),
        "budget:home",
        order=65,
    ),
    Entry(
        frozenset({PUBLIC}),
        _("What we give"),
        "budget:public",
        order=25,
        place=Place.FOOTER,
    ),
)
