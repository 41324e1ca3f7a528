"""Tables of reports and referrals, by subject."""

from entremise.referral.models.checks import HelpCheck, VitalReview
from entremise.referral.models.referrals import Referral
from entremise.referral.models.reports import Item, Report, Step

__all__ = ["HelpCheck", "Item", "Referral", "Report", "Step", "VitalReview"]
