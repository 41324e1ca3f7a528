"""The town has put a sentence of its own in the training of callers, and has begun to change another."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.kits.operations.training import Rewording, publish_training, reword_training
from entremise.kits.queries import training, training_draft
from entremise.kits.vocabulary.reading import data_of
from entremise.kits.vocabulary.training_words import Part, Place, words_in

MINE: Final = {
    "text": "Vous prenez des nouvelles au nom de la mairie d'Aubrelle. Vous ne vendez rien, vous ne soignez pas, vous ne contrôlez pas.\n"
    "Une voix calme suffit souvent. Si la personne a un souci, vous l'écrivez. Quelqu'un d'autre y répond.\n"
    "Un référent est là à chaque créneau."
}
BEGUN: Final = {
    "gesture.ask": "Choisissez votre signal de pause : un verre d'eau, la fenêtre, un tour de la cour."
}


def reword_lessons(lead: Actor, now: datetime) -> None:
    reword(lead, Place(Part.SCREENS, 1), MINE, now - timedelta(days=30))
    publish_training(
        actor_id=lead.user_id or 0,
        organization_id=lead.organization_id or 0,
        note="Dire tout de suite pour qui l'on appelle.",
        at=now - timedelta(days=29),
    )
    reword(lead, Place(Part.SCREENS, 10), BEGUN, now - timedelta(days=1))


def reword(lead: Actor, place: Place, said: Mapping[str, str], at: datetime) -> None:
    body = lead.organization_id or 0
    known = data_of(training_draft(organization_id=body) or training(organization_id=body))
    reword_training(
        actor_id=lead.user_id or 0,
        organization_id=body,
        change=Rewording(place, {one.name: one.text for one in words_in(known, place)}, said),
        at=at,
    )
