"""The public register and the charter are everybody's; asking belongs to those who work with the registers."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ENTRIES = (
    Entry(frozenset({PUBLIC}), _("Uses of data"), "uses:register", order=40, place=Place.FOOTER),
    Entry(frozenset({PUBLIC}), _("Charter"), "uses:charter", order=70, place=Place.FOOTER),
    Entry(
        frozenset({Role.CAMPAIGN_LEAD, Role.STEWARD, Role.DECIDER}),
        _("Use requests"),
        "uses:mine",
        order=70,
    ),
    Entry(
        frozenset({Role.MEMBER, Role.LEGAL_OFFICER, Role.DPO}),
        _("Public register"),
        "uses:register",
        order=80,
    ),
)
