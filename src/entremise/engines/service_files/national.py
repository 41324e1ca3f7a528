"""The national tables of values with their French labels: `national.toml`, from data·inclusion 1.0.10 (Licence Ouverte 2.0)."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    name: values
    for name, values in tomllib.loads(
        (Path(__file__).parent / "national.toml").read_text(encoding="utf-8")
    ).items()
    if isinstance(values, dict)
}
CATEGORIES: Final = TABLES["categories"]
THEMES: Final = TABLES["themes"]
PUBLICS: Final = TABLES["publics"]
COSTS: Final = TABLES["costs"]
KINDS: Final = TABLES["kinds"]
RECEPTIONS: Final = TABLES["receptions"]
WAYS: Final = TABLES["ways"]
REACHED_BY: Final = TABLES["reached_by"]
NETWORKS: Final = TABLES["networks"]
EVERYBODY: Final = "tous-publics"
