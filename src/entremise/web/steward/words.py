"""Kinds of registers, states and tasks as a steward reads them."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.outreach.vocabulary.calls import TaskKind
from entremise.registers.vocabulary import DeliveryState

KINDS: Final[dict[RegisterKind, StrOrPromise]] = {
    RegisterKind.CASF_ALERT: _("Alert register (heat wave, CASF L121-6-1)"),
    RegisterKind.PCS: _("Safeguard plan (CSI L731-3)"),
    RegisterKind.APA_FEED: _("Home-care allowance, sent by the département"),
    RegisterKind.PCH_FEED: _("Disability allowance, sent by the département"),
    RegisterKind.CARSAT_FEED: _("Pension fund"),
    RegisterKind.TRANSPORT: _("Reduced transport fares"),
    RegisterKind.MINIMA: _("Minimum income"),
    RegisterKind.VOLUNTARY: _("Voluntary list"),
}
# What the law lets somebody agree to who enters a voluntary list by herself.
AGREEABLE: Final[dict[Purpose, StrOrPromise]] = {
    Purpose.ALERT_CALL: _("being called during an alert"),
    Purpose.ISOLATION_CALL: _("being called when they are alone"),
    Purpose.MATCH_NEED: _("helping, or being helped, among neighbours"),
    Purpose.REFERRAL: _("having a need passed on to a service"),
    Purpose.STATS: _("being counted, without a name"),
}
STATES: Final[dict[DeliveryState, StrOrPromise]] = {
    DeliveryState.UPLOADED: _("columns to check"),
    DeliveryState.COMPARED: _("to confirm"),
    DeliveryState.QUEUED: _("waiting"),
    DeliveryState.RUNNING: _("in progress"),
    DeliveryState.DONE: _("imported"),
    DeliveryState.FAILED: _("failed, nothing was written"),
    DeliveryState.CANCELLED: _("stopped"),
    DeliveryState.UNDONE: _("taken back"),
}
TITLES: Final[dict[DeliveryState, StrOrPromise]] = {
    DeliveryState.UPLOADED: _("columns to check"),
    DeliveryState.COMPARED: _("to confirm"),
    DeliveryState.QUEUED: _("Import waiting"),
    DeliveryState.RUNNING: _("Import under way"),
    DeliveryState.DONE: _("Import done"),
    DeliveryState.FAILED: _("Import failed"),
    DeliveryState.CANCELLED: _("Import stopped"),
    DeliveryState.UNDONE: _("Import taken back"),
}
TASKS: Final[dict[TaskKind, StrOrPromise]] = {
    TaskKind.WRONG_NUMBER: _("wrong number"),
    TaskKind.OUT_OF_SERVICE: _("number out of service"),
    TaskKind.DEATH: _("death announced, to confirm"),
    TaskKind.INCONSISTENT: _("the entry does not fit"),
}
