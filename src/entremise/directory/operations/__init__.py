"""What changes the directory, by subject."""

from entremise.directory.operations.services import (
    add_service,
    check_service,
    close_service,
    correct_service,
    ready_door,
    tell_room,
)

__all__ = [
    "add_service",
    "check_service",
    "close_service",
    "correct_service",
    "ready_door",
    "tell_room",
]
