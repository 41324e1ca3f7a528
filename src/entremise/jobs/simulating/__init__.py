"""From a file of a campaign as planned to what it would give, without database and without settings."""
