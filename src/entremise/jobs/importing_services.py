"""An import of services without pages: the same steps as on screen, in one go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from entremise.accounts.queries import actor_for, user_id_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.directory.operations.deliveries import queue_services
from entremise.directory.queries.deliveries import service_delivery
from entremise.directory.vocabulary import DryRun, Refusal
from entremise.jobs.faults import Trouble
from entremise.journeys.import_services import (
    compare_services,
    receive_services_file,
    run_services,
    stop_services,
)
from entremise.journeys.service_words import CHANGES, fault_words, note_words
from entremise.kernel.errors import Refused

KEEPERS: Final = (Role.STEWARD, Role.ADMINISTRATOR)
REFUSALS: Final[Mapping[object, str]] = {
    Refusal.NOTHING_NEW: "Il n'y a rien à écrire : l'annuaire dit déjà tout cela.",
    Refusal.WRONG_STEP: "Cet import vient d'être arrêté ou terminé depuis le site : rien de plus n'a été écrit.",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    login: str
    source: str = ""
    licence: str = ""
    is_confirmed: bool = False
    is_whole: bool = False


def bring_services(*, paths: Sequence[Path], wanted: Wanted, at: datetime) -> DryRun:
    """Dry run, then the import when it is confirmed; raise `Trouble` when it is refused."""
    actor = keeper(wanted.login, at)
    files = {path.name: path.read_bytes() for path in paths}
    try:
        delivery_id = receive_services_file(
            actor=actor, files=files, source=wanted.source, licence=wanted.licence, at=at
        )
        compare_services(delivery_id=delivery_id, at=at)
        found = service_delivery(delivery_id=delivery_id).dry_run
        if wanted.is_confirmed:
            queue_services(actor=actor, delivery_id=delivery_id, is_whole=wanted.is_whole, at=at)
            run_services(delivery_id=delivery_id, at=at)
        else:
            stop_services(actor=actor, delivery_id=delivery_id, at=at)
    except Refused as refused:
        raise Trouble(refusal_words(refused)) from None
    return found or DryRun()


def keeper(login: str, at: datetime) -> Actor:
    user_id = user_id_of(login=login)
    if user_id is None:
        raise Trouble(f"Aucun compte ne s'appelle {login}.")
    actor = actor_for(user_id=user_id, organization_id=None, at=at)
    if not any(actor.has(role) for role in KEEPERS):
        raise Trouble(
            "Ce compte ne tient pas l'annuaire : donnez celui d'un gestionnaire ou d'un administrateur."
        )
    return actor


def refusal_words(refused: Refused) -> str:
    if refused.reason == Refusal.FILE_UNUSABLE:
        return fault_words(refused)
    return REFUSALS[refused.reason]


def lines_of(found: DryRun) -> Iterator[str]:
    """What an import changes, and each line with something to say."""
    yield ", ".join(f"{str(words).lower()} : {found.count(one)}" for one, words in CHANGES.items())
    for note in found.notes:
        yield " ".join(filter(None, (f"ligne {note.line} :", note.name, note_words(note))))
