"""The yearly exercise with invented people: opened by leads, called by callers, placed by orienteurs."""
