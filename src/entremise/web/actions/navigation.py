"""Where actions stand in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (
    Entry(frozenset({PUBLIC}), _("Actions"), "actions:list", order=20),
    Entry(
        frozenset({PUBLIC}),
        _("Check a certificate"),
        "actions:check",
        order=40,
        place=Place.FOOTER,
    ),
    Entry(frozenset({Role.CONTRIBUTOR, Role.CALLER}), _("My actions"), "actions:mine", order=60),
    Entry(
        frozenset({Role.GO_BETWEEN, Role.CAMPAIGN_LEAD, Role.PARTNER}),
        _("Actions"),
        "actions:run",
        order=60,
    ),
)
