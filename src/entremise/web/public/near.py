"""Near one's home, for everybody: needs people agreed to show, offers in classes; by district, never by place."""

import json
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.queries.around import (
    AroundFilters,
    ShownNeed,
    needs_around,
    needs_around_count,
    offers_around,
)
from entremise.mutual_aid.queries.nearby import metres_between
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.needs import Deadline
from entremise.mutual_aid.vocabulary.wording import DAYS, DEADLINES, slot_words
from entremise.territory.queries import middles, spot_of
from entremise.web.aid.lines import Labels, distance_words, labels
from entremise.web.aid.rule import rule_line
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.fields import choose_from
from entremise.web.shell.headers import with_place
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.tries import is_tried_out
from entremise.web.shell.visit import visit_of

LOOKS_AN_HOUR: Final = 200  # from one address
RADII: Final = ((1000, "1 km"), (2000, "2 km"), (5000, "5 km"))
Metres = dict[str, int]  # by district, from the one chosen, the nearest first


class AroundForm(forms.Form):
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    radius = forms.TypedChoiceField(label=gettext_lazy("As far as"), required=False, coerce=int)
    category = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)

    def __init__(self, data: object, *, words: Labels) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        for name, choices in (
            ("district", [("", _("Everywhere")), *words.districts.items()]),
            ("radius", [("", _("Everywhere")), *RADII]),
            ("category", [("", _("All")), *words.categories.items()]),
            ("day", [("", _("Any day")), *DAYS.items()]),
        ):
            choose_from(self, name, choices)

    def chosen(self) -> dict[str, Any]:
        """What is said and makes sense; a made-up answer is no filter."""
        self.is_valid()
        return self.cleaned_data


class StreetForm(forms.Form):
    street = forms.CharField(label=gettext_lazy("My street"), max_length=120)

    def clean_street(self) -> str:
        found = spot_of(self.cleaned_data["street"])
        if found is None or not found.district:
            raise forms.ValidationError(
                _("We do not know this street. Choose your district in the list.")
            )
        return found.district


@dataclass(frozen=True, slots=True)
class AroundLine:
    title: str
    sentence: str
    when: str
    where: str
    far: str
    category: str


@audience(PUBLIC)
@require_safe
def show_near(request: HttpRequest) -> HttpResponse:
    return near_page(request, StreetForm())


@audience(PUBLIC)
@require_POST
def find_street(request: HttpRequest) -> HttpResponse:
    """The street stays out of the address of the page: its district alone goes on."""
    form = StreetForm(request.POST)
    if not form.is_valid():
        return near_page(request, form)
    return redirect(f"{reverse('public:near')}?district={form.cleaned_data['street']}")


def near_page(request: HttpRequest, street: StreetForm) -> HttpResponse:
    rule = rule_line(request)
    if rule is None:
        return page(request, "asking/closed.html")
    if is_tried_out(request, "near", at_most=LOOKS_AN_HOUR, at=visit_of(request).at):
        return page(request, "public/near_later.html", status=429)
    words, places = labels(), middles()
    form = AroundForm(request.GET, words=words)
    asked = form.chosen()
    metres = metres_from(asked.get("district", ""), places, asked.get("radius") or 0)
    filters = AroundFilters(tuple(metres), asked.get("category", ""), asked.get("day", ""))
    pages = Pages(page_number(request), needs_around_count(filters=filters))
    found = needs_around(filters=filters, offset=pages.offset, size=pages.size)
    answer = page(
        request,
        "public/near.html",
        form=form,
        street=street,
        rule=rule,
        lines=[line_of(one, words, metres) for one in found],
        offers=offers_in_words(filters, words),
        pages=pages,
        query=kept_filters(request),
        middles=json.dumps([[code, *place] for code, place in places.items()]),
        is_helper=Role.CONTRIBUTOR in visit_of(request).actor.roles,
    )
    return with_place(answer)


def metres_from(district: str, places: dict[str, tuple[float, float]], radius_m: int) -> Metres:
    """From the middle of a district to those of the others: all that a distance says here."""
    here = places.get(district)
    if here is None:
        return {district: 0} if district else {}
    found = {code: metres_between(Spot(*here), Spot(*place)) for code, place in places.items()}
    near = sorted(found.items(), key=lambda one: (one[1], one[0]))
    return {code: metres for code, metres in near if not radius_m or metres < radius_m}


def line_of(need: ShownNeed, words: Labels, metres: Metres) -> AroundLine:
    many = f" ({need.quantity})" if need.quantity else ""
    return AroundLine(
        title=f"{words.category(need.category)}{many}",
        sentence=need.sentence,
        when=when_words(need),
        where=words.district(need.district),
        far=far_words(need.district, metres),
        category=need.category,
    )


def far_words(district: str, metres: Metres) -> str:
    if district not in metres:
        return ""
    return distance_words(metres[district]) if metres[district] else _("in this district")


def when_words(need: ShownNeed) -> str:
    moments = ", ".join(slot_words(slot) for slot in need.slots[:3])
    if need.deadline in (Deadline.ON, Deadline.BEFORE) and need.on is not None:
        return f"{DEADLINES[need.deadline]} {need.on:%d/%m/%Y}"
    return moments or (str(DEADLINES[need.deadline]) if need.deadline is Deadline.WEEKLY else "")


def offers_in_words(filters: AroundFilters, words: Labels) -> list[tuple[str, str]]:
    """« Courses : plus de 20 »; below five nobody is counted."""
    steps = offers_around(districts=filters.districts)
    names = [filters.category] if filters.category else list(words.categories)
    return [
        (
            words.category(name),
            _("%(n)d or more") % {"n": steps[name]} if steps.get(name) else _("fewer than 5"),
        )
        for name in names
    ]
