"""Places: communes, groups of communes, départements, and the districts of the commune that runs this."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A body of the official geographic code; `parent` is the département of a commune, empty else."""

    code: str
    name: str
    kind: str  # COMMUNE, EPCI, DEPARTEMENT
    parent: str = ""
    group: str = ""  # the EPCI of a commune
    postcodes: tuple[str, ...] = ()
    population: int = 0


@dataclass(frozen=True, slots=True)
class DistrictCard:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class StreetCard:
    """A street by its middle, in degrees; found again without accents, article or abbreviation."""

    name: str
    lat: float
    lon: float
    district: str = ""
    place_code: str = ""
