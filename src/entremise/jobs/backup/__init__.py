"""Backups: the data for one recipient, the keys of the registers for another, and the way back."""
