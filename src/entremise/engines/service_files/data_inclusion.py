"""Records of the national schema data·inclusion, version 1, as entries. Names of contact persons are not read."""

from typing import Final

from entremise.engines.service_files import national
from entremise.engines.service_files.cells import Cells, Record
from entremise.engines.service_files.vocabulary import Entry, EntryFault, Structure

NAME_SIGNS: Final = 150
NOTE_SIGNS: Final = 1000
TEXT_SIGNS: Final = 10_000
ID_SIGNS: Final = 200
OLD: Final = frozenset({"zone_diffusion_type", "zone_diffusion_code", "typologie", "profils"})


def is_service(record: Record) -> bool:
    return "structure_id" in record and "nom" in record


def is_structure(record: Record) -> bool:
    return "nom" in record and "id" in record and "structure_id" not in record


def is_old(record: Record) -> bool:
    """A record of version 0 of the schema, whose fields mean other things."""
    return bool(OLD & record.keys())


def named(cells: Cells) -> EntryFault | None:
    """What is missing for a record to be known again."""
    if not cells.line("id", ID_SIGNS) or not cells.line("source", 60):
        return EntryFault.NO_ID
    return None if len(cells.line("nom", NAME_SIGNS)) >= 3 else EntryFault.NO_NAME


def entry_of(line: int, cells: Cells) -> Entry:
    lat, lon = cells.position("latitude", "longitude")
    return Entry(
        line=line,
        source=cells.line("source", 60),
        source_id=cells.line("id", ID_SIGNS),
        structure_id=cells.line("structure_id", ID_SIGNS),
        name=cells.line("nom", NAME_SIGNS),
        description=cells.text("description", TEXT_SIGNS),
        kind=cells.code("type", national.KINDS),
        themes=cells.codes("thematiques", national.THEMES),
        publics=cells.codes("publics", national.PUBLICS),
        public=cells.text("publics_precisions", NOTE_SIGNS),
        conditions=cells.text("conditions_acces", NOTE_SIGNS),
        cost=cells.code("frais", national.COSTS),
        cost_note=cells.text("frais_precisions", NOTE_SIGNS),
        opening=cells.line("horaires_accueil", NOTE_SIGNS),
        address=address_of(cells),
        postcode=cells.line("code_postal", 5),
        town=cells.line("commune", 80),
        commune=cells.line("code_insee", 5),
        lat_e6=lat,
        lon_e6=lon,
        phone=cells.phone("telephone"),
        mail=cells.mail("courriel"),
        link=cells.link("lien_source"),
        form_url=cells.link("lien_mobilisation"),
        ways=cells.codes("modes_mobilisation", national.WAYS),
        reached_by=cells.codes("mobilisable_par", national.REACHED_BY),
        ways_note=cells.text("mobilisation_precisions", NOTE_SIGNS),
        receptions=cells.codes("modes_accueil", national.RECEPTIONS),
        zone=cells.zone("zone_eligibilite"),
        updated_on=cells.day("date_maj"),
    )


def address_of(cells: Cells) -> str:
    return ", ".join(
        filter(None, (cells.line(key, 200) for key in ("adresse", "complement_adresse")))
    )


def structure_of(cells: Cells) -> Structure:
    lat, lon = cells.position("latitude", "longitude")
    return Structure(
        source=cells.line("source", 60),
        source_id=cells.line("id", ID_SIGNS),
        name=cells.line("nom", NAME_SIGNS),
        description=cells.text("description", TEXT_SIGNS),
        siret=cells.line("siret", 14),
        link=cells.link("site_web"),
        phone=cells.phone("telephone"),
        mail=cells.mail("courriel"),
        opening=cells.line("horaires_accueil", NOTE_SIGNS),
        address=address_of(cells),
        postcode=cells.line("code_postal", 5),
        town=cells.line("commune", 80),
        commune=cells.line("code_insee", 5),
        lat_e6=lat,
        lon_e6=lon,
        accessibility=cells.link("accessibilite_lieu"),
        networks=cells.codes("reseaux_porteurs", national.NETWORKS),
        updated_on=cells.day("date_maj"),
    )
