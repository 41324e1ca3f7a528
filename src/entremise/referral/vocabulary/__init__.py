"""The words of reports of difficulty and referrals, by subject."""
