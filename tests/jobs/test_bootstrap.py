"""What DATABASE_URL says is kept whole or refused, and a server in use is left alone."""

import pytest

from entremise.jobs.database.bootstrap import place_of, refuse_shared
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import environment
from entremise.jobs.faults import Trouble
from entremise.jobs.main import words_of
from entremise.kernel.errors import Refused
from entremise.kits.vocabulary import Refusal

ADDRESS = "postgresql://compte:mot%20de%20passe@base.exemple:5433/aubrelle"


class Server:
    """A server where a database belongs to our owner."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def execute(self, _statement: str, given: list[str]) -> "Server":
        self.found = [name for name in self.names if name != given[1]]
        return self

    def fetchone(self) -> tuple[str] | None:
        return (self.found[0],) if self.found else None


def test_encryption_reaches_every_process_that_connects(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"{ADDRESS}?sslmode=verify-full&sslrootcert=/etc/ca.pem")

    given = environment(Home(tmp_path))

    assert (given["PGSSLMODE"], given["PGSSLROOTCERT"]) == ("verify-full", "/etc/ca.pem")
    assert place_of(ADDRESS).password == "mot de passe"
    assert place_of(ADDRESS).encryption == {}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{ADDRESS}?sslmod=require", "« sslmod »"),
        ("postgresql://compte@base:porte/aubrelle", "s'écrit"),
        ("mysql://compte@base/aubrelle", "s'écrit"),
    ],
)
def test_an_address_that_would_be_half_read_is_refused(address, words):
    with pytest.raises(Trouble, match=words):
        place_of(address)


def test_a_server_that_serves_another_instance_keeps_its_passwords():
    refuse_shared(Server("aubrelle"), "aubrelle")

    with pytest.raises(Trouble, match="« aubrelle »"):
        refuse_shared(Server("aubrelle"), "essai")


def test_a_refused_content_is_said_with_its_place_and_what_to_do():
    refusal = Refused(
        Refusal.CONTENT_REFUSED, file="canicule.toml", place="themes", text="Il manque un titre."
    )

    said = words_of(refusal)

    assert "canicule.toml" in said and "« themes » : Il manque un titre." in said
    assert "réinstallez" in said
    assert "UNKNOWN_KIT, code pluie" in words_of(Refused(Refusal.UNKNOWN_KIT, code="pluie"))
