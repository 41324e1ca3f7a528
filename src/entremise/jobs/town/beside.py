"""What of the town has nothing to do with the rest of it plays beside, in a process of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from django.db import connections

Given = ParamSpec("Given")
Played = TypeVar("Played")


@contextmanager
def beside(
    play: Callable[Given, Played], *given: Given.args, **named: Given.kwargs
) -> Iterator[Future[Played]]:
    """Both have ended when this ends; the ids of what both write (grants, events) come in another order at each build."""
    connections.close_all()  # two processes may not speak on one connection
    with ProcessPoolExecutor(1, get_context("fork")) as other:
        yield other.submit(play, *given, **named)
