"""Where the exercise is found: last in the header, for those who take part; leads go from their campaigns."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (
    Entry(
        frozenset({Role.CALLER, Role.ORIENTEUR}),
        _("Yearly drill"),
        "drills:home",
        order=95,
    ),
)
