"""Who may run an action: its organization, and the desk of mutual aid for all."""

from typing import Final

from entremise.accounts.vocabulary import Actor, Role

RUNNERS: Final = frozenset({Role.GO_BETWEEN, Role.CAMPAIGN_LEAD, Role.PARTNER})


def may_run(actor: Actor, organization_id: int) -> bool:
    if actor.has(Role.GO_BETWEEN):
        return True
    return bool(actor.roles & RUNNERS) and actor.organization_id == organization_id


def may_validate(actor: Actor) -> bool:
    """An association proposes; the authority answers for what it announces."""
    return actor.has(Role.GO_BETWEEN) or actor.has(Role.CAMPAIGN_LEAD)
