"""Says in words what is wrong with the instance."""

import argparse
import stat

import django
from django.utils.timezone import now

from entremise.jobs.backup.counting import keys_in_use, owner_connection
from entremise.jobs.backup.writing import key_files
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import reached
from entremise.jobs.faults import Trouble

HELP = "dit en mots ce qui ne va pas"

WORDS = {
    "DATABASE_VERSION": ("PostgreSQL {value}", "il faut la version 17 ou 18"),
    "DATABASE_ROLES": (
        "le site se connecte comme {value}",
        "ce compte peut lire les tables scellées : relancez « entremise migrate »",
    ),
    "KEYS": (
        "{value} clé(s) de registre",
        "aucune clé : normal avant le premier registre, grave ensuite",
    ),
    "JOBS_WAITING": ("{value} tâche(s) en attente", "le travailleur ne suit pas ou ne tourne pas"),
    "JOBS_FAILED": (
        "{value} tâche(s) en échec ces sept jours",
        "regardez le journal du travailleur",
    ),
    "DISK": ("{value} Go libres", "il faut au moins 2 Go"),
    "HTTPS": (
        "connexion chiffrée : {value}",
        "mettez ENTREMISE_HTTPS=1 derrière un serveur qui chiffre",
    ),
    "MAIL": ("serveur de courriel : {value}", "tout passe par téléphone et par lettre"),
    "SMS": ("passerelle de SMS : {value}", "aucun SMS ne part"),
    "MESSAGES_DEAD": (
        "{value} message(s) non parti(s)",
        "page « Messages » de l'administration : réessayez, ou dites comment c'est réglé",
    ),
    "MESSAGES_STUCK": (
        "{value} message(s) en retard d'un quart d'heure",
        "personne ne les envoie : regardez le journal du service",
    ),
    "DISTRICTS": (
        "{value} quartier(s) nommé(s)",
        "« entremise load-territory --districts FICHIER » : sans eux, l'entraide ne cherche pas au plus près",
    ),
    "STREETS": (
        "{value} rue(s) chargée(s)",
        "« entremise load-streets » : sans elles, les distances ne sont pas connues",
    ),
    "LEGAL_NOTICES": (
        "mentions légales, réglages vides : {value}",
        "la loi les demande à tout site (LCEN, article 1-1)",
    ),
}
SAID = {
    "UNREACHABLE": "ne répond pas",
    "CERTIFICATE": "a un certificat qui n'est pas reconnu (SSL_CERT_FILE nomme une autre autorité)",
    "LOGIN": "refuse le nom ou le mot de passe",
    "REFUSED": "refuse la connexion",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="ne montre que ce qui ne va pas")


def run(options: argparse.Namespace) -> int:
    with reached() as where:
        django.setup()
        from entremise.journeys.instance_state import instance_state  # noqa: PLC0415 -- apps ready

        faults = secret_faults(where)
        refuse_empty()
        faults += lost_keys(where)
        for fact in instance_state(at=now()):
            said, advice = WORDS[fact.subject]
            if not fact.is_well:
                faults += 1
                print(f"✗ {said.format(value=shown(fact.subject, fact.value))} : {advice}")
            elif not options.quiet:
                print(f"✓ {said.format(value=shown(fact.subject, fact.value))}")
        faults += unreached(is_quiet=options.quiet)
    print("Tout va bien." if not faults else f"{faults} point(s) à regarder.")
    return 1 if faults else 0


def unreached(*, is_quiet: bool) -> int:
    """How many of the servers that are set up for messages do not answer, or do not let us in."""
    from entremise.jobs.sending.gateway import gateway_fault  # noqa: PLC0415 -- apps ready
    from entremise.jobs.sending.mail import mail_fault  # noqa: PLC0415 -- apps ready
    from entremise.notices.queries import is_set_up  # noqa: PLC0415 -- apps ready
    from entremise.notices.vocabulary import Channel  # noqa: PLC0415 -- apps ready

    asked = (
        (Channel.EMAIL, mail_fault, "le serveur de courriel", "ENTREMISE_SMTP_URL"),
        (Channel.SMS, gateway_fault, "la passerelle de SMS", "ENTREMISE_SMS_URL"),
    )
    faults = 0
    for channel, fault_of, name, setting in asked:
        if not is_set_up(channel=channel):
            continue
        fault = fault_of()
        if fault is not None:
            faults += 1
            print(f"✗ {name} {SAID[fault]} : regardez {setting}")
        elif not is_quiet:
            print(f"✓ {name} répond")
    return faults


def shown(subject: str, value: str | int) -> str:
    """A fact as it is said: yes, no, none, a number or a name."""
    if subject == "HTTPS":
        return "oui" if value else "non"
    return str(value) if value != "" else "aucun"


def refuse_empty() -> None:
    """Without tables there is nothing else to say."""
    from django.db import connection  # noqa: PLC0415 -- apps ready

    if "django_migrations" not in connection.introspection.table_names():
        raise Trouble("Les tables manquent : lancez « entremise migrate ».")


def lost_keys(where: Home) -> int:
    """How many keys are not there any more without which something sealed cannot be read."""
    with owner_connection(where) as connection:
        lost = sorted(set(keys_in_use(connection)) - key_files(where).keys())
    for key_id in lost:
        print(
            f"✗ {where.keys / key_id}.key manque : des données ne se lisent plus. "
            "Reprenez ce fichier dans la sauvegarde des clés."
        )
    return len(lost)


def secret_faults(where: Home) -> int:
    """Secrets and keys must be readable by their owner alone."""
    faults = 0
    for path in (where.secrets_file, where.keys):
        mode = path.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            faults += 1
            print(f"✗ {path} est ouvert à d'autres : chmod go-rwx {path}")
    return faults
