"""Signing in, the second factor, links, sessions and the role one acts for."""
