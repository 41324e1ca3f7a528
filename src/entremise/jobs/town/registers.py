"""The registers of Aubrelle: opened with their dossier, filled through the importer."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.grants import renew_grants
from entremise.commons.operations.registers import acknowledge_records, open_register
from entremise.commons.queries.registers import records_to_acknowledge
from entremise.commons.vocabulary.access import NewRegister
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.engines.importing.vocabulary import Column
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.files import write_files
from entremise.jobs.town.residents import Population
from entremise.journeys.import_register import dry_run, receive_file, run_import
from entremise.registers.operations import queue_delivery
from entremise.registers.queries import delivery

STEWARD = "Noémie Castagné"
KINDS = {
    "alert": (
        RegisterKind.CASF_ALERT,
        "Registre canicule",
        "la liste des personnes à prévenir en cas d'alerte",
        "CASF L121-6-1, R121-2 à R121-12",
    ),
    "safeguard": (
        RegisterKind.PCS,
        "Plan communal de sauvegarde",
        "la liste du plan de sauvegarde",
        "CSI L731-3",
    ),
    "home_care": (
        RegisterKind.APA_FEED,
        "Bénéficiaires de l'APA",
        "la liste transmise par le département",
        "CASF L121-6-1, alinéa 4",
    ),
    "voluntary": (
        RegisterKind.VOLUNTARY,
        "Liste volontaire",
        "la liste des personnes qui ont demandé à être appelées",
        "RGPD, article 6.1.a",
    ),
}
DOSSIER = {
    "authorising_act": "Arrêté du maire n° 2026-014 du 12 janvier 2026",
    "notice": "Information remise à l'inscription, version 2 du 5 janvier 2026",
    "impact_assessment": "AIPD-2026-02 du 15 janvier 2026",
    "recipients": "CCAS, appelants sous mission, préfet sur demande",
    "retention": "Jusqu'au retrait ou au décès, vérifié chaque année",
    "source": "Fiches papier de l'accueil, département",
    "agreement": "Convention du 20 janvier 2026 entre la commune, le CCAS et le département",
}
AGREED = (Purpose.ALERT_CALL, Purpose.ISOLATION_CALL)
RENEWED_EVERY = timedelta(days=95)


def open_registers(cast: Cast, at: datetime) -> dict[str, int]:
    return {
        name: open_register(
            actor=cast.actor(STEWARD, at),
            new=NewRegister(
                kind=kind,
                title=title,
                plain_name=plain_name,
                controller_id=cast.host,
                steward_id=cast.users[STEWARD],
                territory_code="00001",
                legal_reference=law,
                agreed_purposes=AGREED if kind is RegisterKind.VOLUNTARY else (),
                dossier=DOSSIER,
                legal_opinion="Avis juridique du 18 janvier 2026",
            ),
            at=at,
        )
        for name, (kind, title, plain_name, law) in KINDS.items()
    }


def renew_until_now(since: datetime, now: datetime) -> None:
    """The grants of the law last 120 days and are renewed under it."""
    at = since + RENEWED_EVERY
    while at < now:
        renew_grants(actor=SYSTEM, at=at)
        at += RENEWED_EVERY
    renew_grants(actor=SYSTEM, at=now)


def fill_registers(cast: Cast, people: Population, registers: dict[str, int], at: datetime) -> None:
    """The four files, through the importer, as the steward would do it on screen."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_files(people, Path(folder))
        for name, path in paths.items():
            bring(cast, registers[name], path, at)


def bring(cast: Cast, register_id: int, path: Path, at: datetime) -> None:
    steward = cast.actor(STEWARD, at)
    delivery_id = receive_file(
        actor=steward, register_id=register_id, name=path.name, data=path.read_bytes(), at=at
    )
    columns = tuple(Column(word) for word in delivery(delivery_id=delivery_id).mapping)
    dry_run(actor=steward, delivery_id=delivery_id, mapping=columns, at=at)
    queue_delivery(actor=steward, delivery_id=delivery_id, at=at)
    run_import(delivery_id=delivery_id, at=at)


def acknowledge(cast: Cast, at: datetime) -> None:
    """The letters of June went out."""
    due = records_to_acknowledge(limit=1000)
    sent = [record.record_id for record in due]
    acknowledge_records(actor=cast.actor(STEWARD, at), record_ids=sent, at=at)
