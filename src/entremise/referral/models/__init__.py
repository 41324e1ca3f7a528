"""Tables of reports and referrals, by subject."""

from entremise.referral.models.referrals import Referral
from entremise.referral.models.reports import Item, Report, Step

__all__ = ["Item", "Referral", "Report", "Step"]
