"""The tables, brought up to date by the migrations of the areas."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ModelState, ProjectState


def migrate() -> None:
    """Bring the tables up to date."""
    is_first = not connection.introspection.table_names()
    with drawn_once() if is_first else nullcontext():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def drawn_once() -> Iterator[None]:
    """For a database without tables: at each new one Django draws again all those that hang together, which takes
    longer than to make them; only a migration of rows needs that, and there are no rows."""
    kept = ProjectState.add_model
    ProjectState.add_model = add_alone  # type: ignore[method-assign]  # put back below
    try:
        yield
    finally:
        ProjectState.add_model = kept  # type: ignore[method-assign]  # as it was


def add_alone(self: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if vars(self)["_relations"] is not None:
        self.resolve_model_relations(key)
    if "apps" in vars(self):
        self.apps.render_multiple([model_state])
