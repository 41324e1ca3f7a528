"""Lists in pages and in views: which part is shown, and how many there are."""

from dataclasses import dataclass

from django.http import HttpRequest
from django_stubs_ext import StrOrPromise

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list of `total` rows."""

    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.last < self.total

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of a list, with how many rows wait in it."""

    label: StrOrPromise
    url: str
    is_current: bool = False
    count: int | None = None
    kind: str = ""  # "", "sun", "alert"


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first when the address says nothing sensible."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def kept_filters(request: HttpRequest) -> str:
    """The filters of the address, for the links to other pages."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""
