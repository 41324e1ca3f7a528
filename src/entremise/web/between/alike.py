"""Perhaps somebody who is known already: the same number, or the same name and year; the owner says whether it is her."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys.find_in_aid import known
from entremise.mutual_aid.operations.resemblances import say_who
from entremise.mutual_aid.queries.people import resemblances_of
from entremise.mutual_aid.vocabulary.matching import ResemblanceCard, Verdict
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.web.aid.lines import Labels, NeedLine, OfferLine, need_line, offer_line
from entremise.web.shell.audience import audience
from entremise.web.shell.visit import visit_of


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """One who resembles her, by what she asked and offered."""

    card: ResemblanceCard
    is_same: bool
    needs: tuple[NeedLine, ...]
    offers: tuple[OfferLine, ...]


def alike_lines(card: NeedCard, words: Labels, at: datetime) -> list[AlikeLine]:
    """To decide and the same; another person is left out for good."""
    found = resemblances_of(need_id=card.need_id, person=card.person)
    kept = {one.person: one for one in found if one.verdict is not Verdict.OTHER}
    return [
        AlikeLine(
            card=kept[one.person],
            is_same=kept[one.person].verdict is Verdict.SAME,
            needs=tuple(
                need_line(other, words, "", at)
                for other in one.needs
                if other.need_id != card.need_id
            ),
            offers=tuple(offer_line(other, words) for other in one.offers),
        )
        for one in known(list(kept))
    ]


@audience(Role.GO_BETWEEN)
@require_POST
def say(request: HttpRequest, resemblance_id: int) -> HttpResponse:
    visit = visit_of(request)
    verdict = Verdict.SAME if request.POST.get("verdict") == Verdict.SAME else Verdict.OTHER
    need_id = say_who(
        actor=visit.actor, resemblance_id=resemblance_id, verdict=verdict, at=visit.at
    )
    return redirect("between:need", need_id=need_id)
