"""What the law allows at most: purposes by kind of register, fields by purpose. A vote never widens it."""

from enum import StrEnum

from entremise.accounts.vocabulary import Role


class FieldGroup(StrEnum):
    """The smallest thing a grant can name; one ciphertext a group."""

    NAME = "name"  # title, last, usage and first names
    BIRTH = "birth"  # full date
    AGE_BAND = "age_band"  # year of birth, shown as a band
    PHONE = "phone"  # every number, in order of use
    MAIL = "mail"
    ADDRESS = "address"
    DISTRICT = "district"
    SITUATION = "situation"  # lives alone, hot home, top floor, nobody to warn: as declared
    CONTACT = "contact"  # language, hearing, preferred channel, best hours
    THIRD_PARTY = "third_party"  # persons to warn, guardian
    RELATIVE = "relative"  # of these the one she named herself, to ring when she does not answer
    AROUND = (
        "around"  # that there is such a relative, that somebody acts for her; never who, nor why
    )
    GUARDIAN = "guardian"  # who acts for her: name and number
    QUALITY = "quality"  # why registered (age, unfit, disabled): health
    FREE_TEXT = "free_text"
    ANSWERS = "answers"  # of a call, step by step
    FACTS = "facts"  # of an item of a report


class FieldClass(StrEnum):
    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"


CLASS_OF = {
    FieldGroup.NAME: FieldClass.S1,
    FieldGroup.BIRTH: FieldClass.S1,
    FieldGroup.AGE_BAND: FieldClass.S0,
    FieldGroup.PHONE: FieldClass.S1,
    FieldGroup.MAIL: FieldClass.S1,
    FieldGroup.ADDRESS: FieldClass.S1,
    FieldGroup.DISTRICT: FieldClass.S0,
    FieldGroup.SITUATION: FieldClass.S2,
    FieldGroup.CONTACT: FieldClass.S1,
    FieldGroup.THIRD_PARTY: FieldClass.S2,
    FieldGroup.RELATIVE: FieldClass.S2,
    FieldGroup.AROUND: FieldClass.S3,
    FieldGroup.GUARDIAN: FieldClass.S3,
    FieldGroup.QUALITY: FieldClass.S3,
    FieldGroup.FREE_TEXT: FieldClass.S2,
    FieldGroup.ANSWERS: FieldClass.S2,
    FieldGroup.FACTS: FieldClass.S2,
}


class RegisterKind(StrEnum):
    CASF_ALERT = "CASF_ALERT"
    PCS = "PCS"
    APA_FEED = "APA_FEED"
    PCH_FEED = "PCH_FEED"
    CARSAT_FEED = "CARSAT_FEED"
    TRANSPORT = "TRANSPORT"
    MINIMA = "MINIMA"
    VOLUNTARY = "VOLUNTARY"
    CAMPAIGN = "CAMPAIGN"


class Purpose(StrEnum):
    ALERT_CALL = "ALERT_CALL"
    ISOLATION_CALL = "ISOLATION_CALL"
    INVITE_TO_REGISTER = "INVITE_TO_REGISTER"
    RIGHTS_INFO = "RIGHTS_INFO"
    MATCH_NEED = "MATCH_NEED"
    REFERRAL = "REFERRAL"
    STATS = "STATS"
    AUDIT = "AUDIT"
    REGISTER_UPKEEP = "REGISTER_UPKEEP"
    PREFECT_TRANSMISSION = "PREFECT_TRANSMISSION"
    VITAL_INTEREST = "VITAL_INTEREST"
    SUBJECT_RIGHTS = "SUBJECT_RIGHTS"


class Basis(StrEnum):
    """What must exist for a purpose to be lawful on a kind of register."""

    ALWAYS = "ALWAYS"  # the law orders it at any time
    ARMED = "ARMED"  # the law orders it while a recorded act is in force
    DECISION = "DECISION"  # a vote opens it
    DECISION_WITH_OPINION = "DECISION_WITH_OPINION"  # a vote, and a written legal opinion
    PERSON = "PERSON"  # the person's own word, item by item


_DUTIES = {
    Purpose.REGISTER_UPKEEP: Basis.ALWAYS,
    Purpose.SUBJECT_RIGHTS: Basis.ALWAYS,
    Purpose.VITAL_INTEREST: Basis.ALWAYS,
}
_FEED = _DUTIES | {Purpose.ALERT_CALL: Basis.ARMED}

# CASF L121-6-1 and R121-2 to R121-12 (alert register and feeds), CSI L731-3 (safeguard plan),
# CNIL sheet of 9 November 2021 (an existing file may invite, never enrol), CRPA L114-8 (rights).
LAWFUL: dict[RegisterKind, dict[Purpose, Basis]] = {
    RegisterKind.CASF_ALERT: _FEED
    | {
        Purpose.PREFECT_TRANSMISSION: Basis.ARMED,
        Purpose.ISOLATION_CALL: Basis.DECISION_WITH_OPINION,
    },
    RegisterKind.APA_FEED: _FEED,
    RegisterKind.PCH_FEED: _FEED,
    RegisterKind.CARSAT_FEED: _FEED,
    RegisterKind.PCS: _FEED | {Purpose.INVITE_TO_REGISTER: Basis.DECISION},
    RegisterKind.TRANSPORT: _DUTIES
    | {Purpose.INVITE_TO_REGISTER: Basis.DECISION, Purpose.RIGHTS_INFO: Basis.DECISION},
    RegisterKind.MINIMA: _DUTIES
    | {
        Purpose.INVITE_TO_REGISTER: Basis.DECISION_WITH_OPINION,
        Purpose.RIGHTS_INFO: Basis.DECISION_WITH_OPINION,
    },
    RegisterKind.VOLUNTARY: _DUTIES
    | {
        Purpose.ALERT_CALL: Basis.DECISION,
        Purpose.ISOLATION_CALL: Basis.DECISION,
        Purpose.MATCH_NEED: Basis.DECISION,
        Purpose.REFERRAL: Basis.PERSON,
        Purpose.STATS: Basis.DECISION,
    },
    RegisterKind.CAMPAIGN: _DUTIES
    | {
        Purpose.ALERT_CALL: Basis.ARMED,
        Purpose.ISOLATION_CALL: Basis.DECISION,
        Purpose.REFERRAL: Basis.PERSON,
        Purpose.STATS: Basis.DECISION,
    },
}

_TALK = frozenset(
    {
        FieldGroup.NAME,
        FieldGroup.PHONE,
        FieldGroup.AGE_BAND,
        FieldGroup.DISTRICT,
        FieldGroup.SITUATION,
        FieldGroup.CONTACT,
    }
)
_AROUND = frozenset({FieldGroup.RELATIVE, FieldGroup.AROUND, FieldGroup.GUARDIAN})
_ALL = frozenset(FieldGroup)

# A duty is not switched off (P1): a charter may narrow what an alert call reads, never below what calls somebody.
CALLED_WITH = frozenset({FieldGroup.NAME, FieldGroup.PHONE})

# Minimisation (GDPR 5.1.c): what each purpose may read at most.
FIELDS_AT_MOST: dict[Purpose, frozenset[FieldGroup]] = {
    Purpose.ALERT_CALL: _TALK
    | _AROUND
    | {FieldGroup.ANSWERS, FieldGroup.FACTS},  # of the campaign's register
    Purpose.ISOLATION_CALL: _TALK | _AROUND | {FieldGroup.ANSWERS, FieldGroup.FACTS},
    Purpose.INVITE_TO_REGISTER: frozenset({FieldGroup.NAME, FieldGroup.ADDRESS}),
    Purpose.RIGHTS_INFO: frozenset({FieldGroup.NAME, FieldGroup.ADDRESS, FieldGroup.PHONE}),
    Purpose.MATCH_NEED: _TALK - {FieldGroup.SITUATION}
    | {FieldGroup.ADDRESS, FieldGroup.MAIL, FieldGroup.THIRD_PARTY, FieldGroup.FREE_TEXT},
    Purpose.REFERRAL: _TALK
    | {FieldGroup.FACTS, FieldGroup.ADDRESS, FieldGroup.THIRD_PARTY, FieldGroup.AROUND},
    Purpose.STATS: frozenset({FieldGroup.AGE_BAND, FieldGroup.DISTRICT, FieldGroup.SITUATION}),
    Purpose.AUDIT: frozenset(),
    Purpose.REGISTER_UPKEEP: _ALL - {FieldGroup.ANSWERS, FieldGroup.FACTS},
    Purpose.PREFECT_TRANSMISSION: _TALK | {FieldGroup.ADDRESS, FieldGroup.THIRD_PARTY},
    Purpose.VITAL_INTEREST: _TALK | {FieldGroup.ADDRESS, FieldGroup.THIRD_PARTY},
    Purpose.SUBJECT_RIGHTS: _ALL,
}

# Purposes that an objection never stops: the person's own rights, and her life.
NEVER_STOPPED = frozenset({Purpose.SUBJECT_RIGHTS, Purpose.VITAL_INTEREST, Purpose.REGISTER_UPKEEP})

# Held by a caller's grant, yet closed until a step of the call she holds opens it: who is around the person.
OPENED_BY_STEP: dict[Purpose, frozenset[FieldGroup]] = dict.fromkeys(
    (Purpose.ALERT_CALL, Purpose.ISOLATION_CALL),
    frozenset({FieldGroup.RELATIVE, FieldGroup.GUARDIAN}),
)

# Whatever a grant says: a service is told the need and how to reach the person, never whom she has around her.
CLOSED_TO_ROLE: dict[Role, frozenset[FieldGroup]] = {
    Role.SERVICE: _AROUND | {FieldGroup.THIRD_PARTY}
}

_PERSON_GROUPS = _ALL - {FieldGroup.ANSWERS, FieldGroup.FACTS}

# What a kind of register may hold at all: answers and facts belong to the calls that gave them.
HELD_BY_KIND: dict[RegisterKind, frozenset[FieldGroup]] = dict.fromkeys(
    RegisterKind, _PERSON_GROUPS
) | {
    RegisterKind.TRANSPORT: _PERSON_GROUPS - {FieldGroup.QUALITY, FieldGroup.SITUATION},
    RegisterKind.MINIMA: _PERSON_GROUPS - {FieldGroup.QUALITY, FieldGroup.SITUATION},
    RegisterKind.VOLUNTARY: _ALL,
    RegisterKind.CAMPAIGN: _ALL - {FieldGroup.QUALITY},
}

# CASF L121-6-1: recipients of what the département and the pension funds send are named; associations never.
CLOSED_TO_ASSOCIATIONS = frozenset(
    {RegisterKind.APA_FEED, RegisterKind.PCH_FEED, RegisterKind.CARSAT_FEED}
)

# Registers where a person, or a third party in writing, may enter somebody without an agent.
OPEN_TO_RESIDENTS = frozenset({RegisterKind.CASF_ALERT, RegisterKind.PCS, RegisterKind.VOLUNTARY})

# What a follow-up code of six letters opens and lets change: her own words and how to reach her, in one record.
OWN_WORDS_READ = frozenset({FieldGroup.FREE_TEXT, FieldGroup.CONTACT})
OWN_WORDS_WRITTEN = OWN_WORDS_READ | {FieldGroup.PHONE}

# What a machine may read in bulk: enough to choose and to order, never to name (P4).
COMPUTABLE = frozenset(
    {FieldGroup.AGE_BAND, FieldGroup.DISTRICT, FieldGroup.SITUATION, FieldGroup.CONTACT}
)

# Files with names (a closed list, which no vote lengthens): to the prefect on request while the alert plan is in
# force (CASF L121-6-1), and to a body under agreement for who accepted that her need be passed on.
EXPORTABLE: dict[Purpose, frozenset[RegisterKind]] = {
    Purpose.PREFECT_TRANSMISSION: frozenset({RegisterKind.CASF_ALERT}),
    Purpose.REFERRAL: frozenset({RegisterKind.CAMPAIGN}),
}
ASKS_EXPORTS = Role.STEWARD
COUNTERSIGNS_EXPORTS = frozenset({Role.DECIDER, Role.LEGAL_OFFICER})
