"""What tests of background work share."""

import pytest
from tests import waiting


@pytest.fixture
def free_port():
    return waiting.free_port()
