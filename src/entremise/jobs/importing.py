"""An import without pages: the same steps as on screen, in one go."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from entremise.accounts.queries import actor_for, user_id_of
from entremise.commons.vocabulary import access
from entremise.engines.importing.vocabulary import Column
from entremise.jobs.faults import Trouble
from entremise.journeys.import_register import destroy_file, dry_run, receive_file, run_import
from entremise.journeys.import_words import fault_words, problem_words
from entremise.kernel.errors import Refused
from entremise.people import vocabulary as people
from entremise.registers.operations import cancel_delivery, queue_delivery
from entremise.registers.queries import delivery
from entremise.registers.vocabulary import DryRun, Refusal

REFUSALS: Final[Mapping[object, str]] = {
    Refusal.DOSSIER_INCOMPLETE: "Le dossier de ce registre n'est pas complet : complétez-le depuis sa page.",
    Refusal.NO_RIGHT: "Ce compte ne tient pas ce registre : donnez l'identifiant de son gestionnaire.",
    Refusal.NOTHING_TO_IMPORT: "Il n'y a rien à importer : le registre dit déjà tout cela.",
    Refusal.WRONG_STATE: "Cet import vient d'être arrêté ou terminé depuis le site : rien de plus n'a été écrit.",
    Refusal.FILE_GONE: "La copie chiffrée du fichier a disparu pendant l'import : relancez la commande.",
    people.Refusal.KEY_MISSING: "La clé de ce registre manque : rétablissez le dossier des clés avant d'importer.",
    access.Refusal.NOT_AVAILABLE: "Le droit de tenir ce registre a pris fin pendant l'import : rien n'a été écrit.",
}


def import_file(
    *, path: Path, register_id: int, login: str, is_confirmed: bool, at: datetime
) -> DryRun:
    """Dry run, then the import when it is confirmed; raise `Trouble` when it is refused."""
    user_id = user_id_of(login=login)
    if user_id is None:
        raise Trouble(f"Aucun compte ne s'appelle {login}.")
    actor = actor_for(user_id=user_id, organization_id=None, at=at)
    try:
        delivery_id = receive_file(
            actor=actor, register_id=register_id, name=path.name, data=path.read_bytes(), at=at
        )
        columns = tuple(Column(word) for word in delivery(delivery_id=delivery_id).mapping)
        found = dry_run(actor=actor, delivery_id=delivery_id, mapping=columns, at=at)
        if is_confirmed:
            queue_delivery(actor=actor, delivery_id=delivery_id, at=at)
            run_import(delivery_id=delivery_id, at=at)
        else:
            cancel_delivery(actor=actor, delivery_id=delivery_id, at=at)
            destroy_file(delivery(delivery_id=delivery_id), at)
    except Refused as refused:
        raise Trouble(refusal_words(refused)) from None
    return found


def refusal_words(refused: Refused) -> str:
    if refused.reason == Refusal.FILE_UNUSABLE:
        return fault_words(refused)
    return REFUSALS[refused.reason]


def lines_of(found: DryRun) -> Iterator[str]:
    """What an import changes, and each line with something wrong, never with a value of it."""
    yield (
        f"Nouvelles : {found.new}, changées : {found.changed}, pareilles : {found.same},"
        f" ont dit non : {found.objected}"
    )
    for problem in found.problems:
        yield f"ligne {problem.line} : {problem_words(problem)}"
