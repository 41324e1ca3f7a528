"""What the gate finds in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (
    Entry(frozenset({Role.LEGAL_OFFICER, Role.DPO}), _("Requests"), "gate:list", order=10),
    Entry(
        frozenset({Role.LEGAL_OFFICER, Role.DPO, Role.DECIDER}),
        _("Exports"),
        "gate:exports",
        order=70,
    ),
    Entry(
        frozenset({Role.DPO, Role.LEGAL_OFFICER, Role.STEWARD}),
        _("Deletions"),
        "gate:purges",
        order=72,
    ),
    Entry(frozenset({Role.DPO, Role.STEWARD}), _("Fairness"), "gate:pairs", order=75),
)
