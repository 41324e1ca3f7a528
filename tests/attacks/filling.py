"""The forms of a page, filled as somebody would who types a name everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = "Tapzurvel"  # typed into every text: it may be kept sealed, or shown again to who typed it
NUMBER = "01 99 00 98 76"
NOT_TYPED = frozenset({"hidden", "submit", "button", "image", "reset", "file", "password"})
CHOSEN = frozenset({"radio", "checkbox"})


@dataclass(slots=True)
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """All forms with something in each field; of several answers to choose from, the last."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.addresses: list[str] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ADDRESSES if name in given]
        if tag == "form":
            form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(form)
        elif self.found:
            self.fill(tag, given, self.found[-1].fields)

    def fill(self, tag: str, given: dict[str, str], fields: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            fields[self.select] = given.get("value", "")
        elif tag == "textarea" and name:
            fields[name] = f"{TYPED} le dit"
        elif tag == "button" and name and given.get("type", "submit") == "submit":
            fields.setdefault(name, given.get("value", ""))
        elif tag == "input" and name:
            fields[name] = value_of(given)


ADDRESSES = ("href", "src", "action", "formaction", "poster", "data-url")


def value_of(given: dict[str, str]) -> str:
    kind, value = given.get("type", "text"), given.get("value", "")
    if kind in NOT_TYPED or kind in CHOSEN or value:
        return value or ("on" if kind in CHOSEN else "")
    if kind == "tel":
        return NUMBER
    numeric = kind == "number" or given.get("inputmode") == "numeric"
    return "12" if numeric else TYPED


def forms_in(html: str) -> Iterator[Form]:
    """Those that are sent by POST."""
    page = Forms()
    page.feed(html)
    yield from (form for form in page.found if form.method == "post")


def addresses_in(html: str) -> str:
    """Every address that the page names; a number to dial is not one."""
    page = Forms()
    page.feed(html)
    dialled = ("tel:", "sms:", "mailto:")
    return "\n".join(one for one in page.addresses if not one.startswith(dialled))
