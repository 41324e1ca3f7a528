"""Work for later, queued by name in the transaction of the one who asks for it."""

from procrastinate.contrib.django import app


def defer(name: str, **arguments: str | int) -> None:
    """Queue the job `name`; it starts after commit, never if the transaction rolls back."""
    app.configure_task(name, allow_unknown=False).defer(**arguments)
