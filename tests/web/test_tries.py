"""Tries are counted for an hour, however many others try."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from tests.make import commons

from entremise.web.shell.tries import is_tried_out

pytestmark = pytest.mark.django_db


def test_a_rush_of_households_washes_no_limit_away():
    at = commons.now()
    asked = [RequestFactory().get("/", REMOTE_ADDR=f"192.0.2.{n}") for n in range(20)]
    first = [is_tried_out(request, "follow", at_most=1, at=at) for request in asked]

    for n in range(400):
        cache.set(f"{n:064x}", 1, 3600)

    again = [is_tried_out(request, "follow", at_most=1, at=at) for request in asked]
    assert (any(first), all(again)) == (False, True)
