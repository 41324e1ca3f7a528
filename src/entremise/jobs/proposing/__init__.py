"""From a file of offers and needs to a file of proposed pairs, without database and without settings."""
