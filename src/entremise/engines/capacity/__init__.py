"""Whether a campaign of calls will be done by its date: a formula, and a simulation by half-hours."""
