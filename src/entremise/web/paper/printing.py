"""The sheets of a bundle, for the printer: what is said, what is ticked, what is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import names_of
from entremise.commons.queries.registers import kinds_holding
from entremise.journeys.read_bundle import Printed, read_bundle
from entremise.journeys.word_of_the_day import word_of_the_day
from entremise.kits.queries import version
from entremise.kits.vocabulary import KitContent, Step
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.outreach.vocabulary.paper import BundleCard, BundleKind
from entremise.people.vocabulary import Card
from entremise.web.paper.bundles import printers
from entremise.web.paper.numbers import OUTCOMES, themes_of
from entremise.web.paper.typing_form import ITEMS
from entremise.web.phone.wording import addressed, facts, filled, full_name, hints
from entremise.web.shell.chrome import chrome_of
from entremise.web.shell.paper import sheet
from entremise.web.shell.qr import qr_path
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import phone

SAID: Final = frozenset(
    {"identity", "notice", "question", "crisis_question", "advice", "read_back", "end"}
)


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    code: str
    position: int
    name: str
    phones: tuple[str, ...]
    hints: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    said: tuple[str, ...]
    address: str
    to_warn: tuple[str, ...]
    drawing: str
    side: int


@printers
@require_safe
def print_bundle(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Straight to the printer: on a screen, the sheets of this page do not show."""
    held, found = read_bundle(actor=actor_of(request), bundle_id=bundle_id, at=visit_of(request).at)
    on = campaign(held.campaign_id)
    kit = version(on.kit_version_id)
    caller = names_of([held.caller_id]).get(held.caller_id, "")
    return sheet(
        request,
        "paper/print.html",
        file=f"liasse-{held.code.lower()}",
        held=held,
        caller=caller,
        is_sealed=held.kind is BundleKind.SEALED,
        sheets=[printed_sheet(request, one, held, on, kit, caller) for one in found],
        outcomes=[
            (0, _("not called")),
            *((number, words) for number, (_o, words) in OUTCOMES.items()),
        ],
        themes=[(number, label) for number, (_c, label) in themes_of(kit).items()],
        levels=[(one.level, one.label) for one in kit.severity],
        items=range(1, ITEMS + 1),
        switchboard=on.switchboard,
        word=word_of_the_day(held.on),
    )


def printed_sheet(
    request: HttpRequest,
    one: Printed,
    held: BundleCard,
    on: CampaignCard,
    kit: KitContent,
    caller: str,
) -> PrintedSheet:
    row, card = one
    drawing, side = qr_path(request.build_absolute_uri(reverse("paper:type", args=[row.code])))
    labels = {criterion.code: criterion.label for criterion in kit.priority.criteria}
    values = spoken_values(request, card, on, kit, caller, held)
    return PrintedSheet(
        code=row.code,
        position=row.position,
        name=full_name(card),
        phones=card.phones,
        hints=hints(card),
        facts=facts(card),
        why=tuple(labels[code] for code in row.reasons if code in labels),
        said=tuple(filled(step.say, values) for step in main_road(kit.script.steps)),
        address=address_line(card),
        to_warn=tuple(f"{one.name}, {one.link} : {phone(one.phone)}" for one in card.third_parties),
        drawing=drawing,
        side=side,
    )


def address_line(card: Card) -> str:
    """Of an envelope alone: nobody who calls reads it."""
    held = card.address
    if held is None:
        return ""
    return ", ".join(filter(None, (held.line, held.complement, f"{held.postcode} {held.town}")))


def main_road(steps: Iterable[Step]) -> tuple[Step, ...]:
    """What is said when all goes as it should: up to the first side road."""
    found: list[Step] = []
    for step in steps:
        if step.kind not in SAID:
            break
        found.append(step)
        if step.kind == "end":
            break
    return tuple(found)


def spoken_values(
    request: HttpRequest,
    card: Card,
    on: CampaignCard,
    kit: KitContent,
    caller: str,
    held: BundleCard,
) -> dict[str, str]:
    host = chrome_of(request).host
    kinds = kinds_holding(card.person, but=on.register_id)
    source = next((one for one in kit.notice.sources if one.register in kinds), None)
    return {
        "prenom_appelant": caller.partition(" ")[0],
        "civilite": addressed(card),
        "nom": card.name.shown if card.name else "",
        "standard": phone(on.switchboard),
        "mot": str(word_of_the_day(held.on)),
        **({"registre": source.registre, "decision": source.decision} if source else {}),
        **(
            {"collectivite": host.name_with_article, "de_collectivite": host.name_after_de}
            if host
            else {}
        ),
    }
