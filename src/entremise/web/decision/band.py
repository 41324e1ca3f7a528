"""The alert on top of every page while a plan is in force."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from entremise.commons.queries.decisions import activations_in_force
from entremise.web.shell.chrome import Band
from entremise.web.templatetags.shell import day


def band(at: datetime) -> Band | None:
    """The red plan, or the last one activated; none in quiet times."""
    plans = sorted(activations_in_force(at=at), key=lambda one: not one.is_red)
    if not plans:
        return None
    since = _("since %(day)s, until further notice") % {"day": day(plans[0].activated_at)}
    return Band(
        title=plans[0].title,
        text=f"{_('Red alert')}, {since}" if plans[0].is_red else since,
        url=reverse("uses:register"),
        link=_("What has been decided"),
    )
