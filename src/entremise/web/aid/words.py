"""Words of the desk alone."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

CREDENTIALS: Final[dict[str, StrOrPromise]] = {
    "met_in_person": _("has been met"),
    "driving_licence": _("driving licence and insurance seen"),
    "minors_check": _("may be with minors: extract seen"),
}
