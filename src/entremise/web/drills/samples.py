"""Samples of the addresses that take a parameter."""

SAMPLES = {
    "drills:file": lambda: {"kind": "csv"},
    "drills:close": lambda: {"drill_id": 0},
    "drills:take": lambda: {"drill_id": 0},
    "drills:person": lambda: {"person_id": 0},
    "drills:place": lambda: {"person_id": 0},
}
