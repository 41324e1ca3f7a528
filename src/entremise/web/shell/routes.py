"""Every address of the product with whom it is for, how it is asked, and a sample that exists."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import getclosurevars

from django.http import HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from entremise.web.shell.audience import audience_of
from entremise.web.shell.contributions import contributions

View = Callable[..., HttpResponseBase]
Found = Mapping[str, str | int] | None
Sample = Callable[[], Mapping[str, str | int]]

BOTH = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the URL configuration."""

    path: str
    name: str
    view: View
    has_parameters: bool


@dataclass(frozen=True, slots=True)
class Route:
    """What the crawl, the gates and the command `routes` need; `sample` is empty when none is there."""

    path: str
    name: str
    audience: tuple[str, ...]
    methods: tuple[str, ...]
    sample: str


def addresses() -> tuple[Address, ...]:
    """All addresses, in the order of the configuration."""
    return addresses_of(get_resolver())


@cache
def addresses_of(resolver: URLResolver) -> tuple[Address, ...]:
    return tuple(walk(resolver.url_patterns, prefix="/", namespace=""))


def walk(
    patterns: list[URLPattern | URLResolver], *, prefix: str, namespace: str
) -> Iterator[Address]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace or "")))
            yield from walk(pattern.url_patterns, prefix=path, namespace=inner)
        else:
            name = ":".join(filter(None, (namespace, pattern.name or "")))
            yield Address(path, name, pattern.callback, bool(pattern.pattern.converters))


def views_without_audience() -> tuple[str, ...]:
    """Addresses whose view nobody has marked."""
    return tuple(one.path for one in addresses() if audience_of(one.view) is None)


def routes() -> tuple[Route, ...]:
    """All routes with their samples; the samples are looked for in the database."""
    samples = {
        name: sample
        for _, module in contributions("samples")
        for name, sample in module.SAMPLES.items()
    }
    looked_for = cache(found)  # one thing serves many addresses
    return tuple(
        Route(
            path=one.path,
            name=one.name,
            audience=mark.names,
            methods=methods_of(one.view),
            sample=sample_of(one, looked_for(samples.get(one.name))),
        )
        for one in addresses()
        if (mark := audience_of(one.view)) is not None
    )


def found(sample: Sample | None) -> Found:
    try:
        return None if sample is None else sample()
    except (LookupError, StopIteration):  # there is nothing to show
        return None


def sample_of(address: Address, parameters: Found) -> str:
    if not address.has_parameters:
        return address.path
    try:
        return "" if parameters is None else reverse(address.name, kwargs=dict(parameters))
    except NoReverseMatch:
        return ""


@cache
def methods_of(view: View) -> tuple[str, ...]:
    """The methods that Django's own decorators let through; GET and POST when none is there."""
    seen: View | None = view
    while seen is not None:
        allowed = getclosurevars(seen).nonlocals.get("request_method_list")
        if allowed:
            return tuple(sorted(allowed))
        seen = getattr(seen, "__wrapped__", None)
    return BOTH
