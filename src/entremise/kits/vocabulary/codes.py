"""The closed lists that a content chooses from; what the law lets each register serve, as data."""

from typing import Final

CREDENTIALS: Final = (
    "none",
    "met_in_person",
    "signed_confidentiality",
    "driving_licence",
    "minors_check",
)
MINIMUM_AGES: Final = (16, 18)
CHANNELS: Final = ("sms", "mail", "letter")
AUDIENCES: Final = ("person", "volunteer", "service")
CONSENTS: Final = ("all", "some", "none", "vital_interest", "nothing")
SCHEDULES: Final = (
    "callback",
    "weekly",
    "visit",
    "correction",
)  # each is acted upon when a call ends
OBJECTIONS: Final = ("campaign", "purpose", "all")
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEVERITIES: Final = (1, 2, 3, 4)
EMERGENCY_NUMBERS: Final = ("15", "17", "18", "112", "114", "115", "119", "3114", "3919", "3977")
BASES: Final = frozenset({"statutory", "decision", "person"})

# The floor above holds the law; a test keeps these from allowing a kit more than it does.
PURPOSES: Final = frozenset(
    {
        "ALERT_CALL",
        "ISOLATION_CALL",
        "INVITE_TO_REGISTER",
        "RIGHTS_INFO",
        "MATCH_NEED",
        "REFERRAL",
        "STATS",
        "SUBJECT_RIGHTS",
        "AUDIT",
    }
)
CALLS: Final = frozenset({"ALERT_CALL", "ISOLATION_CALL"})
_ALERT: Final = frozenset({"ALERT_CALL", "SUBJECT_RIGHTS"})
_INFORM: Final = frozenset({"INVITE_TO_REGISTER", "RIGHTS_INFO", "SUBJECT_RIGHTS"})
MAY_SERVE: Final = {
    "CASF_ALERT": _ALERT,
    "PCS": _ALERT | {"INVITE_TO_REGISTER"},
    "APA_FEED": _ALERT,
    "PCH_FEED": _ALERT,
    "CARSAT_FEED": _ALERT,
    "TRANSPORT": _INFORM,
    "MINIMA": _INFORM,
    "VOLUNTARY": PURPOSES,
    "CAMPAIGN": PURPOSES,
}

# Of the national vocabulary data·inclusion v1, the codes that these contents speak of.
THEMATIQUES: Final = (
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
    "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere",
    "difficultes-financieres--situation-dendettement-surendettement",
    "equipement-et-alimentation--aide-menagere",
    "equipement-et-alimentation--alimentation",
    "equipement-et-alimentation--habillement",
    "famille--garde-denfants",
    "famille--prise-en-charge-personne-dependante",
    "famille--soutien-a-la-parentalite-et-a-leducation",
    "famille--soutien-aidants",
    "famille--surmonter-conflits-separation-violence",
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
    "logement-hebergement--reduire-les-impayes-de-loyer",
    "logement-hebergement--se-maintenir-dans-le-logement",
    "mobilite--mobilite-douce-partagee-collective",
    "numerique--acceder-a-une-connexion-internet",
    "numerique--maitriser-les-fondamentaux-du-numerique",
    "remobilisation--lien-social",
    "sante--acces-aux-soins",
    "sante--addictions",
    "sante--constituer-un-dossier-mdph-invalidite",
    "sante--sante-mentale",
)
DURATIONS: Final = frozenset(
    {
        "decision_days",
        "grant_days",
        "emergency_hours",
        "lease_before_reveal_minutes",
        "lease_after_reveal_minutes",
        "callback_backup_minutes",
        "acknowledgement_days",
        "offer_first_answer_hours",
        "offer_reconfirm_days",
        "need_first_answer_hours",
        "objection_check_hours",
        "referral_received_days",
        "outcome_check_days",
        "paper_bundle_people",
        "campaign_retention_days",
        "follow_up_retention_days",
        "access_log_days",
        "campaign_days",
        "after_event_days",
    }
)
# What a service may be given beside a name and a message; a theme without a row gives what most need.
SERVICE_FIELDS: Final = ("phone", "language", "district", "since", "tried", "reach", "access")
GIVEN_MOSTLY: Final = ("phone", "language", "district", "since", "reach")
