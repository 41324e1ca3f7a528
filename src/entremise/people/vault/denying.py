"""A refusal to write leaves its line in the log at once: the exception takes back the transaction that asked."""

from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Refusal
from entremise.kernel.errors import Refused
from entremise.people.vault.tracking import on_trace


def denied(
    *,
    actor: Actor,
    reason: str,
    grant_id: int | None = None,
    person: UUID | None = None,
    register_id: int | None = None,
    count: int = 1,
) -> Refused:
    """Note the true reason, on the connection of the log; return the one answer for all, to be raised."""
    on_trace(
        "select sealed.note_denial(%s, %s, %s, %s, %s, %s, %s)",
        [actor.user_id, actor.organization_id, grant_id, person, register_id, count, reason],
    )
    return Refused(Refusal.NOT_AVAILABLE)
