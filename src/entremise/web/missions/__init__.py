"""Mission acts: those who ask in the name of the authority, and those who are asked."""
