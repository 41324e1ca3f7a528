"""What may be asked of the directory, by subject."""

from entremise.directory.queries.proposing import services_for
from entremise.directory.queries.search import find_services, search
from entremise.directory.queries.services import (
    is_fresh,
    service,
    services_by_id,
    services_of,
)

__all__ = [
    "find_services",
    "is_fresh",
    "search",
    "service",
    "services_by_id",
    "services_for",
    "services_of",
]
