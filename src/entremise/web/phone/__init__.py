"""Pages of callers: one person at a time, before, during and after the call."""
