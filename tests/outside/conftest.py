"""Files come from the pages, drawn as in the tests of the web."""

from tests.web.conftest import plain_static_files

__all__ = ["plain_static_files"]
