"""Tables of the commons, by subject."""

from entremise.commons.models.access import Assignment, Grant, Objection, ObjectionMark
from entremise.commons.models.decisions import (
    Activation,
    ActivationStep,
    Ballot,
    Charter,
    CharterRule,
    College,
    CollegeMember,
    Decision,
    Opinion,
    Signature,
    UseRequest,
    UseStep,
)
from entremise.commons.models.registers import Record, Register

__all__ = [
    "Activation",
    "ActivationStep",
    "Assignment",
    "Ballot",
    "Charter",
    "CharterRule",
    "College",
    "CollegeMember",
    "Decision",
    "Grant",
    "Objection",
    "ObjectionMark",
    "Opinion",
    "Record",
    "Register",
    "Signature",
    "UseRequest",
    "UseStep",
]
