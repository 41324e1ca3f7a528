"""The made-up town of the demonstration: its people, its files, its week of heat."""
