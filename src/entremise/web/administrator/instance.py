"""The state of the instance, in words."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.instance_state import Subject, instance_state
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page

NAMES = {
    Subject.DATABASE_VERSION: (_("PostgreSQL"), _("Version 17 or newer is needed.")),
    Subject.DATABASE_ROLES: (_("Login of the web"), _("It must not read the sealed tables.")),
    Subject.KEYS: (
        _("Keys of the registers"),
        _("Without them nothing can be read. Back them up apart."),
    ),
    Subject.JOBS_WAITING: (
        _("Jobs waiting"),
        _("More than a thousand: look whether the worker runs."),
    ),
    Subject.JOBS_FAILED: (_("Jobs that failed"), _("Look at the log of the worker.")),
    Subject.DISK: (_("Free space on the disk, in GB"), _("Two at least.")),
    Subject.HTTPS: (
        _("Encrypted connection"),
        _("Compulsory once real people are in the registers."),
    ),
    Subject.MAIL: (_("Mail server"), _("Without one, everything goes by phone and letter.")),
}


@audience(Role.ADMINISTRATOR)
@require_safe
def show_instance(request: HttpRequest) -> HttpResponse:
    facts = [(*NAMES[fact.subject], fact) for fact in instance_state()]
    return page(request, "administrator/instance.html", facts=facts)
