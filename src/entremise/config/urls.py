"""Every address of the product, one include an audience."""

from types import ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from entremise.web.shell.contributions import contributions
from entremise.web.shell.theme import theme


class Beginning(RoutePattern):
    """Audiences share no prefix: one is looked into if one of its addresses begins as what is asked."""

    def __init__(self, addresses: ModuleType) -> None:
        super().__init__("", is_endpoint=False)
        routes = [str(one.pattern) for one in addresses.urlpatterns]
        self.has_home = "" in routes
        self.beginnings = tuple({route.partition("<")[0] for route in routes if route})

    def match(self, path: str) -> Any:
        is_here = path.startswith(self.beginnings) if path else self.has_home
        return super().match(path) if is_here else None


def audience(addresses: ModuleType) -> URLResolver:
    found: URLResolver = path("", include(addresses))
    found.pattern = Beginning(addresses)
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/<int:hue>-<slug:digest>.css", theme, name="theme"),
    *(audience(addresses) for _, addresses in contributions("urls")),
]

handler400 = "entremise.web.shell.faults.bad_request"
handler403 = "entremise.web.shell.faults.forbidden"
handler404 = "entremise.web.shell.faults.not_found"
handler500 = "entremise.web.shell.faults.broken"
