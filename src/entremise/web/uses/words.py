"""Purposes, fields, states and votes as everybody reads them."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.commons.vocabulary.activations import ActKind, PlanKind
from entremise.commons.vocabulary.decisions import DecisionKind
from entremise.commons.vocabulary.deletions import HoldReason
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.commons.vocabulary.uses import GateVerdict, OpinionVerdict, UseState, UseStatus
from entremise.commons.vocabulary.votes import BallotChannel, Choice, CollegeKind

PURPOSES: Final[dict[Purpose, StrOrPromise]] = {
    Purpose.ALERT_CALL: _("Calling people during an alert"),
    Purpose.ISOLATION_CALL: _("Calling people who are alone"),
    Purpose.INVITE_TO_REGISTER: _("Inviting people to register"),
    Purpose.RIGHTS_INFO: _("Telling people about their rights"),
    Purpose.MATCH_NEED: _("Bringing a need and an offer together"),
    Purpose.REFERRAL: _("Passing a need on to a service"),
    Purpose.STATS: _("Counting without names"),
    Purpose.AUDIT: _("Checking readings"),
    Purpose.REGISTER_UPKEEP: _("Keeping the register right"),
    Purpose.PREFECT_TRANSMISSION: _("Sending the register to the prefect"),
    Purpose.VITAL_INTEREST: _("Saving a life"),
    Purpose.SUBJECT_RIGHTS: _("Answering a person about her data"),
}
BY_VOTE: Final = (
    Purpose.ISOLATION_CALL,
    Purpose.ALERT_CALL,
    Purpose.INVITE_TO_REGISTER,
    Purpose.RIGHTS_INFO,
    Purpose.MATCH_NEED,
    Purpose.STATS,
)
GROUPS: Final[dict[FieldGroup, StrOrPromise]] = {
    FieldGroup.NAME: _("name and title"),
    FieldGroup.PHONE: _("phone"),
    FieldGroup.AGE_BAND: _("age, within five years"),
    FieldGroup.DISTRICT: _("district"),
    FieldGroup.SITUATION: _("lives alone, hot home"),
    FieldGroup.CONTACT: _("language, and how to speak"),
    FieldGroup.ADDRESS: _("address"),
    FieldGroup.MAIL: _("mail"),
    FieldGroup.BIRTH: _("date of birth"),
    FieldGroup.THIRD_PARTY: _("people to warn"),
    FieldGroup.RELATIVE: _("the relative whom the person named"),
    FieldGroup.AROUND: _("whether a relative is named, whether somebody acts for the person"),
    FieldGroup.GUARDIAN: _("who acts for the person"),
    FieldGroup.QUALITY: _("why she is registered"),
    FieldGroup.FREE_TEXT: _("remarks"),
    FieldGroup.ANSWERS: _("answers to the calls"),
    FieldGroup.FACTS: _("facts of a need"),
}
USE_STATES: Final[dict[UseState, StrOrPromise]] = {
    UseState.DRAFT: _("draft"),
    UseState.SUBMITTED: _("being examined"),
    UseState.RETURNED: _("returned, to correct"),
    UseState.REFUSED: _("refused, the law does not allow it"),
    UseState.ADMISSIBLE: _("admissible"),
    UseState.DELIBERATING: _("under debate"),
    UseState.VOTING: _("vote open"),
    UseState.ACCEPTED: _("accepted"),
    UseState.ACCEPTED_WITH_CONDITIONS: _("accepted, with conditions"),
    UseState.REJECTED: _("rejected"),
}
STATUSES: Final[dict[UseStatus, tuple[StrOrPromise, str]]] = {
    UseStatus.DEBATED: (_("Under debate"), "sun"),
    UseStatus.VOTED_ON: (_("Vote open"), "sun"),
    UseStatus.TO_COUNT: (_("Vote over, to be counted"), "sun"),
    UseStatus.COMING: (_("Accepted, begins later"), ""),
    UseStatus.RUNNING: (_("In force"), "ok"),
    UseStatus.EMERGENCY: (_("Emergency, 72 hours"), "alert"),
    UseStatus.LAPSED: (_("Emergency lapsed"), "off"),
    UseStatus.EXPIRED: (_("Over"), "off"),
    UseStatus.REVOKED: (_("Ended early"), "off"),
    UseStatus.REJECTED: (_("Rejected"), "off"),
}
COLLEGES: Final[dict[CollegeKind, StrOrPromise]] = {
    CollegeKind.AUTHORITY: _("Authority"),
    CollegeKind.CONCERNED: _("People concerned"),
    CollegeKind.CONTRIBUTORS: _("Contributors"),
}
CHOICES: Final[dict[Choice, StrOrPromise]] = {
    Choice.YES: _("For"),
    Choice.NO: _("Against"),
    Choice.ABSTAIN: _("Abstain"),
}
CHANNELS: Final[dict[BallotChannel, StrOrPromise]] = {
    BallotChannel.PAPER: _("On paper"),
    BallotChannel.PHONE: _("By phone"),
    BallotChannel.WEB: _("On the web"),
    BallotChannel.PROXY: _("By proxy"),
}
DECISION_KINDS: Final[dict[DecisionKind, StrOrPromise]] = {
    DecisionKind.VOTED: _("voted"),
    DecisionKind.STANDING: _("standing, armed by an alert"),
    DecisionKind.EMERGENCY: _("emergency"),
}
OPINIONS: Final[dict[OpinionVerdict, StrOrPromise]] = {
    OpinionVerdict.FAVOURABLE: _("Favourable"),
    OpinionVerdict.WITH_RESERVES: _("Favourable, with reserves"),
    OpinionVerdict.UNFAVOURABLE: _("Unfavourable"),
}
VERDICTS: Final[dict[GateVerdict, StrOrPromise]] = {
    GateVerdict.ADMISSIBLE: _("Admissible: the colleges may vote"),
    GateVerdict.RETURNED: _("Returned to be corrected"),
    GateVerdict.REFUSED: _("Refused: the law does not allow it"),
}
PLANS: Final[dict[PlanKind, StrOrPromise]] = {
    PlanKind.ALERT_PLAN: _("Alert and emergency plan, by the prefect"),
    PlanKind.SAFEGUARD_PLAN: _("Safeguard plan, by the mayor"),
}
ACTS: Final[dict[ActKind, StrOrPromise]] = {
    ActKind.ACTIVATED: _("Plan activated"),
    ActKind.TURNED_RED: _("Red alert: calls on Sundays too"),
    ActKind.LIFTED: _("Plan lifted"),
}
HOLD_REASONS: Final[dict[HoldReason, StrOrPromise]] = {
    HoldReason.LITIGATION: _("a court case"),
    HoldReason.AUDIT: _("an audit or an inspection"),
    HoldReason.SUBJECT_REQUEST: _("the request of a person about her data"),
}
