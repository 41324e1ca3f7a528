"""Tables of the commons, by subject."""

from entremise.commons.models.access import Assignment, Grant, Objection, ObjectionMark
from entremise.commons.models.decisions import (
    Activation,
    ActivationStep,
    Charter,
    CharterRule,
    Decision,
    Opinion,
    Signature,
    UseRequest,
    UseStep,
)
from entremise.commons.models.exports import Export, ExportFile
from entremise.commons.models.purges import ArchiveAgreement, DeletionHold, Elimination, Purge
from entremise.commons.models.registers import Record, Register
from entremise.commons.models.relatives import RelativeObjection
from entremise.commons.models.votes import Ballot, College, CollegeMember, Contribution, Proxy

__all__ = [
    "Activation",
    "ActivationStep",
    "ArchiveAgreement",
    "Assignment",
    "Ballot",
    "Charter",
    "CharterRule",
    "College",
    "CollegeMember",
    "Contribution",
    "Decision",
    "DeletionHold",
    "Elimination",
    "Export",
    "ExportFile",
    "Grant",
    "Objection",
    "ObjectionMark",
    "Opinion",
    "Proxy",
    "Purge",
    "Record",
    "Register",
    "RelativeObjection",
    "Signature",
    "UseRequest",
    "UseStep",
]
