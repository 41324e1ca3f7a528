"""Streets out of the files of the national address base (BAN): each by the middle of its numbers."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Final, TextIO, cast

from entremise.jobs.faults import Trouble
from entremise.territory.vocabulary import StreetCard

# « adresses-XX.csv.gz » names a street in nom_voie, « lieux-dits-XX-beta.csv.gz » a hamlet in nom_lieu_dit.
NAMES: Final = ("nom_voie", "nom_lieu_dit")
NEEDED: Final = ("code_insee", "lon", "lat")
LONGEST: Final = 120
Line = Mapping[str, str]
Points = list[tuple[float, float]]


def streets_in(path: Path, communes: Collection[str]) -> tuple[StreetCard, ...]:
    """The streets of these communes, by name; `Trouble` says what is wrong with the file."""
    points: defaultdict[tuple[str, str, str], Points] = defaultdict(list)
    former: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line, point in lines_of(path):
        code, name = line["code_insee"], (line.get(NAMES[0]) or line.get(NAMES[1]) or "").strip()
        if code not in communes or not name:
            continue
        old = (line.get("nom_ancienne_commune") or "").strip()
        points[code, name, old].append(point)
        former[code, name].add(old)
    if not points:
        raise Trouble(
            f"{path} : aucune voie de {', '.join(sorted(communes))}. Vérifiez le code Insee, et que le fichier "
            "est celui du bon département."
        )
    return tuple(
        middle(code, name if len(former[code, name]) == 1 or not old else f"{name} ({old})", found)
        for (code, name, old), found in sorted(points.items())
    )


def middle(code: str, name: str, points: Points) -> StreetCard:
    """The median of each coordinate: one number set down in another town moves nothing."""
    return StreetCard(
        name=name[:LONGEST],
        lat=median(lat for lat, _lon in points),
        lon=median(lon for _lat, lon in points),
        place_code=code,
    )


def point_of(line: Line) -> tuple[float, float]:
    lat, lon = float(line["lat"]), float(line["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError
    return lat, lon


def lines_of(path: Path) -> Iterator[tuple[Line, tuple[float, float]]]:
    """The lines of the file and their points, whether it is compressed or not, those without a point left out."""
    try:
        with opened(path) as text:
            reader = csv.DictReader(text, delimiter=";")
            refuse_other_files(path, reader.fieldnames or ())
            for line in reader:
                if line["lat"] and line["lon"]:
                    yield line, point_of(line)
    except ValueError as fault:
        raise Trouble(
            f"{path} : une ligne ne se lit pas ({type(fault).__name__}). Téléchargez le fichier à nouveau."
        ) from None
    except (OSError, EOFError) as fault:
        raise Trouble(
            f"{path} ne peut pas être lu ({type(fault).__name__}). Vérifiez son nom et ses droits, ou "
            "téléchargez-le à nouveau."
        ) from None


def opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open(encoding="utf-8-sig", newline="")


def refuse_other_files(path: Path, found: Collection[str]) -> None:
    missing = [name for name in NEEDED if name not in found]
    if not any(name in found for name in NAMES):
        missing.append(" ou ".join(NAMES))
    if missing:
        raise Trouble(
            f"{path} : il manque la colonne {', '.join(missing)}. Il faut « adresses-XX.csv.gz » ou "
            "« lieux-dits-XX-beta.csv.gz » de la Base Adresse Nationale, format CSV."
        )
