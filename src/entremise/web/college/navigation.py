"""What members, clerks and those who give seats find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (
    Entry(frozenset({Role.MEMBER}), _("My votes"), "college:list", order=10),
    Entry(
        frozenset({Role.LEGAL_OFFICER, Role.DECIDER, Role.MEMBER}),
        _("Colleges"),
        "college:seats",
        order=40,
    ),
    Entry(frozenset({Role.CLERK}), _("Ballots"), "college:ballots", order=70),
)
