"""Words of the desk alone."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.membership import MembershipEnding, MembershipState

CREDENTIALS: Final[dict[str, StrOrPromise]] = {
    "met_in_person": _("has been met"),
    "driving_licence": _("driving licence and insurance seen"),
    "signed_confidentiality": _("has signed the promise of secrecy"),
    "minors_check": _("may be with minors: extract seen"),
}
MEMBERSHIP_STATES: Final[dict[MembershipState, StrOrPromise]] = {
    MembershipState.CANDIDATE: _("asks to work with us"),
    MembershipState.MET: _("was met by the desk"),
    MembershipState.ACTIVE: _("works with us"),
    MembershipState.ENDED: _("works with us no more"),
}
MEMBERSHIP_ENDINGS: Final[dict[MembershipEnding, StrOrPromise]] = {
    MembershipEnding.ASKED: _("it asked to stop"),
    MembershipEnding.NO_PEOPLE: _("it has nobody left to help"),
    MembershipEnding.NO_ANSWERS: _("it does not answer"),
    MembershipEnding.CONCERN: _("a worry about it"),
}
