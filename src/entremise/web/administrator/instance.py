"""The state of the instance, in words."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.instance_state import Fact, Subject, instance_state
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

NAMES = {
    Subject.DATABASE_VERSION: (
        gettext_lazy("PostgreSQL"),
        gettext_lazy("Version 17 or 18 is needed."),
    ),
    Subject.DATABASE_ROLES: (
        gettext_lazy("Login of the web"),
        gettext_lazy("It must not read the sealed tables."),
    ),
    Subject.KEYS: (
        gettext_lazy("Keys of the registers"),
        gettext_lazy("Without them nothing can be read. Back them up apart."),
    ),
    Subject.JOBS_WAITING: (
        gettext_lazy("Jobs waiting"),
        gettext_lazy("More than a thousand: look whether the worker runs."),
    ),
    Subject.JOBS_FAILED: (
        gettext_lazy("Jobs that failed these seven days"),
        gettext_lazy("Look at the log of the worker."),
    ),
    Subject.DISK: (gettext_lazy("Free space on the disk, in GB"), gettext_lazy("Two at least.")),
    Subject.HTTPS: (
        gettext_lazy("Encrypted connection"),
        gettext_lazy("Compulsory once real people are in the registers."),
    ),
    Subject.MAIL: (
        gettext_lazy("Mail server"),
        gettext_lazy("Without one, everything goes by phone and letter."),
    ),
    Subject.SMS: (
        gettext_lazy("Gateway for text messages"),
        gettext_lazy("Without one, no text message leaves."),
    ),
    Subject.DISTRICTS: (
        gettext_lazy("Districts named"),
        gettext_lazy("Without them nobody is found near another: load them, as the guide says."),
    ),
    Subject.STREETS: (
        gettext_lazy("Streets loaded"),
        gettext_lazy("Without them distances are not known: load them, as the guide says."),
    ),
    Subject.LEGAL_NOTICES: (
        gettext_lazy("Settings of the legal notices left empty"),
        gettext_lazy("The law asks every site who answers for it, and who hosts it."),
    ),
    Subject.MESSAGES_STUCK: (
        gettext_lazy("Messages that nobody tried to send"),
        gettext_lazy("Look whether the worker runs."),
    ),
    Subject.MESSAGES_DEAD: (
        gettext_lazy("Messages not sent"),
        gettext_lazy(
            "Look at the page of the messages: send them again, or say how they are settled."
        ),
    ),
}


@audience(Role.ADMINISTRATOR)
@require_safe
def show_instance(request: HttpRequest) -> HttpResponse:
    facts = [
        (*NAMES[fact.subject], shown(fact), fact.is_well)
        for fact in instance_state(at=visit_of(request).at)
    ]
    return page(request, "administrator/instance.html", facts=facts)


def shown(fact: Fact) -> str:
    """A value as one says it: yes or no, a number, a name, none."""
    if fact.subject == Subject.HTTPS:
        return _("Yes") if fact.value else _("No")
    return str(fact.value) if fact.value != "" else _("None")
