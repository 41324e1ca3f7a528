"""What each first step is for, and who takes it."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.first_steps import Thing

ROLES_FOR: Final[dict[Role, StrOrPromise]] = {
    Role.STEWARD: _("opens the registers and brings the files"),
    Role.DPO: _("advises before each vote"),
    Role.LEGAL_OFFICER: _("gives the seats, opens the votes and counts them"),
    Role.DECIDER: _("records the act of an alert"),
    Role.CAMPAIGN_LEAD: _("prepares the calls and admits the callers"),
    Role.ORIENTEUR: _("finds the service that answers: without her, no call begins"),
    Role.CLERK: _("answers whoever rings or comes, prints the letters"),
    Role.GO_BETWEEN: _("reads each request for help"),
}
THINGS: Final[dict[Thing, tuple[StrOrPromise, StrOrPromise]]] = {
    Thing.PLACES: (_("Districts and streets"), _("loaded by whoever runs the server")),
    Thing.COLLEGES: (_("Colleges that vote"), _("the legal officer gives the seats")),
    Thing.REGISTER: (_("A register"), _("opened by the steward")),
}
