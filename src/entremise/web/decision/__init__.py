"""Deciders: plans and their acts, emergencies, decisions, the charter."""
