"""A desk of mutual aid with its contents, and the browser of the association that it asks."""

import pytest
from tests.make import mutual_aid as make
from tests.make import triage
from tests.make.kits import kit_version


@pytest.fixture(autouse=True)
def contents() -> None:
    kit_version(code="temps_ordinaire")


@pytest.fixture
def desk():
    return make.desk()


@pytest.fixture
def partner(desk):
    return triage.browser(desk.partner)
