"""What changes shifts, actions and budgets, by subject."""
