"""Tables of the directory."""

from entremise.directory.models.deliveries import ServiceChange, ServiceDelivery, Twins
from entremise.directory.models.services import Service, Source, Structure, Word

__all__ = ["Service", "ServiceChange", "ServiceDelivery", "Source", "Structure", "Twins", "Word"]
