"""The first things of an instance: the body that runs it, and the administrator who lets the others in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from entremise.accounts.operations import (
    NewAccount,
    NewOrganization,
    add_organization,
    give_role,
    make_invitation,
    open_account,
    set_password,
)
from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import SYSTEM, OrganizationKind, Role
from entremise.engines.importing.values import phones_in
from entremise.jobs.faults import Trouble
from entremise.territory.operations import load_places
from entremise.territory.queries import place
from entremise.territory.vocabulary import Place

# « de » before the article that a name begins with: « de le » is « du ».
CONTRACTED: Final = {"le ": "du ", "les ": "des ", "la ": "de la ", "l'": "de l'"}
VOWELS: Final = "aeiouyâàéèêëîïôöûüœæ"


@dataclass(frozen=True, slots=True)
class NewInstance:
    """What a body says of itself; names left empty are made from the official one of a commune."""

    code: str
    login: str
    first_name: str
    last_name: str
    phone: str  # residents ring it: the pages show it
    name: str = ""
    with_article: str = ""
    address: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class SetUp:
    host_name: str
    link_secret: str  # empty when a password was given


@transaction.atomic
def set_up(*, new: NewInstance, at: datetime) -> SetUp:
    """Add the host and its first administrator; raise `Trouble` on a second time, an unknown code, a phone that is none, a weak password."""
    host = host_organization()
    if host is not None:
        raise Trouble(f"Cette instance sert déjà : {host.name}. Rien n'a été changé.")
    load_places()
    host_id, name = add_host(new, known_place(new.code), at)
    user_id = open_account(
        actor=SYSTEM,
        new=NewAccount(
            login=new.login,
            first_name=new.first_name,
            display_name=f"{new.first_name} {new.last_name}",
        ),
        at=at,
    )
    give_role(
        actor=SYSTEM, user_id=user_id, organization_id=host_id, role=Role.ADMINISTRATOR, at=at
    )
    if not new.password:
        return SetUp(name, make_invitation(actor=SYSTEM, user_id=user_id, at=at))
    refuse_weak(new.password)
    set_password(user_id=user_id, password=new.password, at=at)
    return SetUp(name, "")


def known_place(code: str) -> Place:
    found = place(code)
    if found is None:
        raise Trouble(
            f"Le code {code} n'est pas celui d'une commune, d'un groupement ou d'un département. "
            "Le code officiel d'une commune a cinq signes (Rennes : 35238) ; ce n'est pas le code postal."
        )
    return found


def add_host(new: NewInstance, where: Place, at: datetime) -> tuple[int, str]:
    name, with_article = names_of(new, where)
    host = NewOrganization(
        name=name,
        name_with_article=with_article,
        name_after_de=after_de(with_article),
        kind=OrganizationKind(where.kind),
        territory_code=where.code,
        phone=known_phone(new.phone),
        address=new.address,
        is_host=True,
    )
    return add_organization(actor=SYSTEM, new=host, at=at), name


def known_phone(typed: str) -> str:
    found = phones_in(typed)
    if len(found) != 1:
        raise Trouble("--phone : donnez les dix chiffres de l'accueil, par exemple 01 99 00 12 00.")
    return found[0]


def names_of(new: NewInstance, where: Place) -> tuple[str, str]:
    """The name and the name in a sentence: « Mairie de Rennes », « la mairie de Rennes »."""
    if where.kind == "COMMUNE" and not new.name:
        whose = of_commune(where.name)
        return f"Mairie {whose}", new.with_article or f"la mairie {whose}"
    if not new.name or not new.with_article:
        raise Trouble(
            f"Pour {where.name}, dites comment on nomme l'organisme, seul et dans une phrase : "
            "--name « Département de l'Ain » --with-article « le département de l'Ain »"
        )
    return new.name, new.with_article


def of_commune(name: str) -> str:
    """« de Rennes », « d'Aubrelle », « du Havre », « des Ulis », « de La Rochelle »; --name says otherwise where usage does."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if name[0].lower() in VOWELS else f"de {name}"


def after_de(with_article: str) -> str:
    plain = with_article.replace("’", "'")
    for article, contracted in CONTRACTED.items():
        if plain.startswith(article):
            return contracted + plain.removeprefix(article)
    raise Trouble("--with-article commence par un article : « la mairie de Rennes ».")


def refuse_weak(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Trouble(" ".join(weak.messages)) from None
