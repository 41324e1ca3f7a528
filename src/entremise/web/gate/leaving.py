"""An export in words: what leaves, for whom, who signed, where it stands."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id, organizations_by_id
from entremise.accounts.vocabulary import Account
from entremise.commons.queries.registers import register_titles
from entremise.commons.vocabulary.exports import ExportCard, ExportState
from entremise.web.uses.lines import Fact, fields_of
from entremise.web.uses.words import PURPOSES

# The state, and the colour of its tag.
STATES: Final[dict[ExportState, tuple[StrOrPromise, str]]] = {
    ExportState.ASKED: (gettext_lazy("a second signature is needed"), "sun"),
    ExportState.COUNTERSIGNED: (gettext_lazy("signed twice, the file is being built"), "sun"),
    ExportState.BUILT: (gettext_lazy("ready to collect"), "ok"),
    ExportState.COLLECTED: (gettext_lazy("collected"), "ok"),
    ExportState.DESTROYED: (gettext_lazy("destroyed"), "off"),
    ExportState.REFUSED: (gettext_lazy("refused"), "off"),
    ExportState.LAPSED: (gettext_lazy("lapsed"), "off"),
}
Event = tuple[datetime, str, str]


def rows_of(cards: Collection[ExportCard]) -> list[dict[str, object]]:
    """Lines of a list, in a constant number of statements."""
    titles = register_titles({pk for card in cards for pk in card.registers})
    names = accounts_by_id({card.user_id for card in cards})
    return [
        {
            "card": card,
            "state": STATES[card.state][0],
            "kind": STATES[card.state][1],
            "purpose": PURPOSES[card.purpose],
            "registers": ", ".join(titles.get(pk, "") for pk in card.registers),
            "asked_by": names[card.user_id].display_name,
        }
        for card in cards
    ]


def facts_of(card: ExportCard) -> tuple[Fact, ...]:
    """What a second person reads before she signs, in the order of its weight."""
    titles = register_titles(card.registers)
    body = organizations_by_id([card.organization_id])[card.organization_id].name
    signer = accounts_by_id([card.user_id])[card.user_id].display_name
    lines: tuple[Fact, ...] = (
        (_("For whom"), card.recipient),
        (_("How many people"), people_of(card)),
        (_("Registers"), ", ".join(titles.get(pk, "") for pk in card.registers)),
        (_("Fields that leave"), fields_of(card.groups)),
        (_("Why"), card.reason),
        (_("Act or agreement"), card.act_reference),
        (_("Purpose"), PURPOSES[card.purpose]),
        (_("Asked by"), f"{signer}, {body}"),
        (_("Key of the recipient"), card.recipient_key),
        (_("Mark of the copy"), card.copy_mark),
    )
    return tuple((label, value) for label, value in lines if value)


def people_of(card: ExportCard) -> str:
    if card.built_count is not None:
        return ngettext("%(n)d person", "%(n)d people", card.built_count) % {"n": card.built_count}
    return ngettext(
        "%(n)d person when it was asked; %(most)d at most in the file",
        "%(n)d people when it was asked; %(most)d at most in the file",
        card.people_count,
    ) % {"n": card.people_count, "most": card.people_cap}


def events_of(card: ExportCard) -> list[Event]:
    """Its dated steps, the last first."""
    ids = [pk for pk in (card.user_id, card.countersigned_by, card.refused_by) if pk is not None]
    names = accounts_by_id(ids)
    steps = (
        (card.asked_at, _("Asked for"), signer(names, card.user_id)),
        (card.countersigned_at, _("Countersigned"), signer(names, card.countersigned_by)),
        (card.built_at, _("File built and sealed"), ""),
        (card.collected_at, _("Collected for the first time"), ""),
        (card.ended_at, str(STATES[card.state][0]).capitalize(), ending_of(card, names)),
    )
    return [(at, text, detail) for at, text, detail in reversed(steps) if at is not None]


def signer(names: Mapping[int, Account], user_id: int | None) -> str:
    account = names.get(user_id or 0)
    return account.display_name if account is not None else ""


def ending_of(card: ExportCard, names: Mapping[int, Account]) -> str:
    parts = (signer(names, card.refused_by), card.refusal_reason)
    return " : ".join(part for part in parts if part)
