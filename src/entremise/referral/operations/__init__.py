"""What changes reports and referrals, by subject."""
