"""The gate: the opinion of the data protection officer, the decision of the legal officer."""
