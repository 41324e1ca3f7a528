"""Pages of the services that receive referrals."""
