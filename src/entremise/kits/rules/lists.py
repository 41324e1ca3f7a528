"""The lists of a content: nothing twice, codes that are known, points within bounds."""

from collections.abc import Hashable, Iterator

from django.utils.translation import gettext as _

from entremise.kits.vocabulary import Fault, HelpCategory, KitContent
from entremise.kits.vocabulary.codes import (
    AUDIENCES,
    CHANNELS,
    CREDENTIALS,
    MINIMUM_AGES,
    SERVICE_FIELDS,
    SEVERITIES,
    THEMATIQUES,
)
from entremise.kits.vocabulary.reading import data_of

REPEATED_FREELY = ("say", "text", "written", "points", "to_check")


def list_faults(content: KitContent) -> Iterator[Fault]:
    yield from theme_faults(content)
    yield from category_faults(content)
    yield from service_need_faults(content)
    if tuple(row.level for row in content.severity) != SEVERITIES:
        yield Fault("severity", _("The severities are 1, 2, 3 and 4, in this order."))
    for message in content.messages:
        place = f"messages[{message.code}/{message.channel}]"
        if message.channel not in CHANNELS:
            yield Fault(
                place, _("This channel does not exist: %(channel)s.") % {"channel": message.channel}
            )
        if message.audience not in AUDIENCES:
            yield Fault(place, _("A message is for a person, a volunteer or a service."))
    yield from criterion_faults(content)
    yield from row_twice_faults(content)
    yield from word_twice_faults(data_of(content))


def theme_faults(content: KitContent) -> Iterator[Fault]:
    for theme in content.themes:
        place = f"themes[{theme.code}]"
        if theme.local != theme.code.startswith("x-") or theme.local == bool(theme.thematique):
            yield Fault(
                place, _("A theme has a national code, or a local one that begins with x-.")
            )
        yield from national_faults(place, theme.thematique)


def service_need_faults(content: KitContent) -> Iterator[Fault]:
    for need in content.service_needs:
        place = f"service_needs[{need.code}]"
        for field in need.fields:
            if field not in SERVICE_FIELDS:
                yield Fault(place, _("A service is not given this: %(field)s.") % {"field": field})


def category_faults(content: KitContent) -> Iterator[Fault]:
    known = {theme.code for theme in content.themes}
    for category in content.help_categories:
        place = f"help_categories[{category.code}]"
        if bool(category.local) == bool(category.thematique) or (
            category.local and category.local not in known
        ):
            yield Fault(place, _("A category has a national code, or the code of a local theme."))
        yield from national_faults(place, category.thematique)
        yield from condition_faults(place, category)


def national_faults(place: str, code: str) -> Iterator[Fault]:
    if code and code not in THEMATIQUES:
        yield Fault(place, _("This national code is not known: %(code)s.") % {"code": code})


def condition_faults(place: str, category: HelpCategory) -> Iterator[Fault]:
    if category.credential not in CREDENTIALS:
        yield Fault(place, _("This proof is not known: %(code)s.") % {"code": category.credential})
    if category.minimum_age not in MINIMUM_AGES:
        yield Fault(place, _("The age is 16 or 18."))


def criterion_faults(content: KitContent) -> Iterator[Fault]:
    codes = {criterion.code for criterion in content.priority.criteria}
    for criterion in content.priority.criteria:
        place = f"priority.criteria[{criterion.code}]"
        if not 1 <= criterion.points <= 5:
            yield Fault(place, _("A criterion has 1 to 5 points."))
        for other in sorted(set(criterion.excludes) - codes):
            yield Fault(place, _("This criterion does not exist: %(code)s.") % {"code": other})


def row_twice_faults(content: KitContent) -> Iterator[Fault]:
    """Rows that say the same thing twice, by what names a row of each list."""
    named: dict[str, list[Hashable]] = {
        "uses": [(row.purpose, row.registers) for row in content.uses],
        "placeholders": [row.code for row in content.placeholders],
        "help_categories": [row.code for row in content.help_categories],
        "themes": [row.code for row in content.themes],
        "service_needs": [row.code for row in content.service_needs],
        "indicators": [row.code for row in content.indicators],
        "messages": [f"{row.code}/{row.channel}" for row in content.messages],
        "training": [row.title for row in content.training],
        "checklist": [row.order for row in content.checklist],
        "sources": [(row.title, row.url) for row in content.sources],
        "notice.sources": [row.register for row in content.notice.sources],
        "crisis_block.advice": [row.code for row in content.crisis_block.advice],
        "calling.outcomes": [row.code for row in content.calling.outcomes],
        "priority.criteria": [row.code for row in content.priority.criteria],
    }
    for place, names in named.items():
        for name in sorted({str(name) for name in names if names.count(name) > 1}):
            yield Fault(place, _("This is here twice: %(name)s.") % {"name": name})


def word_twice_faults(data: object, place: str = "") -> Iterator[Fault]:
    """A word twice in a list of words; sentences may come back."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in REPEATED_FREELY:
                yield from word_twice_faults(value, f"{place}.{name}" if place else name)
    elif isinstance(data, list):
        words = [item for item in data if isinstance(item, str)]
        for word in sorted({word for word in words if words.count(word) > 1}):
            yield Fault(place, _("This is here twice: %(name)s.") % {"name": word})
        for item in data:
            if isinstance(item, dict):
                name = item.get("id") or item.get("code") or item.get("level") or ""
                yield from word_twice_faults(item, f"{place}[{name}]")
