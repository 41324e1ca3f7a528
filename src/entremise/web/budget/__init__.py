"""Money of actions: those who open envelopes and pay, those who commit and spend, and everybody."""
