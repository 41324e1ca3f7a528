"""States, consents and endings in words: a page and a file say them alike."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.referral.vocabulary.referrals import ReferralState, RefusalReason
from entremise.referral.vocabulary.reports import Consent, Ending, ReportState

REPORT_STATES: Final[dict[ReportState, StrOrPromise]] = {
    ReportState.TO_REVIEW: _("read by a colleague first"),
    ReportState.WAITING: _("to place"),
    ReportState.HELD: _("taken"),
    ReportState.BACK_TO_CALLER: _("question to the caller"),
    ReportState.FOLLOWED: _("answers awaited"),
    ReportState.CLOSED: _("closed"),
}
CONSENTS: Final[dict[Consent, StrOrPromise]] = {
    Consent.YES: _("yes"),
    Consent.NO: _("no, it stays here"),
    Consent.VITAL: _("life in danger"),
}
ENDINGS: Final[dict[Ending, StrOrPromise]] = {
    Ending.ANSWERED_AT_ONCE: _("answered at once"),
    Ending.ORIENTED: _("placed and answered"),
    Ending.DUPLICATE: _("double of another report"),
    Ending.UNMET: _("need without answer"),
    Ending.NOT_SENT: _("the person did not want it passed on"),
    Ending.WITHDRAWN: _("taken back by the person"),
}
REFERRAL_STATES: Final[dict[ReferralState, StrOrPromise]] = {
    ReferralState.SENT: _("sent, not seen yet"),
    ReferralState.RECEIVED: _("received, answer awaited"),
    ReferralState.ACCEPTED: _("accepted"),
    ReferralState.QUESTIONED: _("the service has a question"),
    ReferralState.REFUSED: _("refused"),
    ReferralState.ANSWERED: _("answered"),
    ReferralState.WITHDRAWN: _("taken back"),
}
REFUSALS: Final[dict[RefusalReason, StrOrPromise]] = {
    RefusalReason.NOT_OUR_FIELD: _("not our field"),
    RefusalReason.OUTSIDE_AREA: _("outside our area"),
    RefusalReason.NOT_ELIGIBLE: _("the person does not fulfil the conditions"),
    RefusalReason.NO_CAPACITY: _("no room"),
    RefusalReason.UNREACHABLE: _("the person could not be reached"),
    RefusalReason.PERSON_DECLINED: _("the person does not want it"),
    RefusalReason.ALREADY_FOLLOWED: _("already followed elsewhere"),
    RefusalReason.INCOMPLETE: _("something is missing in the request"),
    RefusalReason.OTHER: _("another reason"),
}
