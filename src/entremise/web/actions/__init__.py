"""Actions: found and read by all, joined by whoever has an account, run by their organizations."""
