"""What may be asked of shifts, actions and budgets, by subject."""
