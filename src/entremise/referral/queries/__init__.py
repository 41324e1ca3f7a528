"""What may be asked of reports and referrals, by subject."""
