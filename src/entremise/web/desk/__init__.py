"""The desk: every right by phone or on paper, one person at a time."""
