"""Every address of the product, one include an audience."""

from django.urls import URLPattern, URLResolver, include, path

from entremise.web.shell.contributions import contributions
from entremise.web.shell.theme import theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/<int:hue>-<slug:digest>.css", theme, name="theme"),
    *(path("", include(addresses)) for _, addresses in contributions("urls")),
]

handler400 = "entremise.web.shell.faults.bad_request"
handler403 = "entremise.web.shell.faults.forbidden"
handler404 = "entremise.web.shell.faults.not_found"
handler500 = "entremise.web.shell.faults.broken"
