"""What a person at the keyboard reads when she typed something that does not go: French, one sentence, at once."""

import argparse
import inspect
import socket
import threading

import pytest
from tests.jobs.instance import Instance
from tests.waiting import free_port

from entremise.jobs import ports
from entremise.jobs.command_line import FRENCH
from entremise.jobs.faults import Trouble
from entremise.jobs.main import main
from entremise.jobs.ports import refuse_taken


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", free_port())) as server:
        yield server


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "il manque commande"),
        (("frob",), "'frob' n'existe pas"),
        (("serve", "--nope"), "ceci n'est pas compris : --nope"),
        (("serve", "--port"), "--port : il manque sa valeur"),
        (("serve", "--port", "abc"), "il faut un nombre de 1 à 65535, et non « abc »"),
        (("serve", "--port", "0"), "il faut un nombre de 1 à 65535"),
        (("import-register", "a.csv"), "il manque --register, --login"),
        (("propose", "--seed", "-2"), "il faut un nombre à partir de 0"),
        (("demo", "--fresh=oui"), "ne prend pas de valeur : 'oui'"),
    ],
)
def test_what_is_typed_wrongly_is_said_in_french(capsys, typed, said):
    with pytest.raises(SystemExit) as ended:
        main(list(typed))

    written = capsys.readouterr().err
    assert ended.value.code == 2
    assert written.startswith("emploi : entremise")
    assert said in written
    assert not {"usage", "error", "required", "argument"} & set(written.split())


def test_every_french_sentence_stands_for_one_that_is_said():
    source = inspect.getsource(argparse)

    assert [words for words in FRENCH if repr(words)[1:-1] not in source] == []


def test_a_port_that_is_taken_is_refused_before_anything_is_made(taken, tmp_path):
    port = taken.getsockname()[1]
    instance = Instance(tmp_path / "home")

    for command in ("demo", "serve"):
        done = instance.run(command, "--port", str(port))
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith(f"Le port {port} est déjà pris.")
        assert f"--port {port + 1}" in done.stderr
    assert not instance.path.exists()


def test_a_port_about_to_be_free_is_waited_for(taken):
    threading.Timer(0.5, taken.close).start()

    refuse_taken("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.7", "pas.un.nom.invalid"])
def test_an_address_of_another_machine_is_refused(host):
    with pytest.raises(Trouble, match="n'est pas une adresse de cette machine"):
        refuse_taken(host, free_port())


def test_who_may_not_listen_there_is_told_of_another_port(monkeypatch):
    monkeypatch.setattr(ports, "fault_of_listening", lambda host, port: PermissionError(13, "no"))

    with pytest.raises(Trouble, match="--port 8000"):
        refuse_taken("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("/dev/null/home", ("doctor",), "/dev/null/home : ce n'est pas dans un dossier."),
        ("/proc/home", ("doctor",), "/proc/home : ce fichier ou son dossier n'existe pas."),
        ("home", ("load-territory", "--districts", "quartiers.csv"), "quartiers.csv : ce fichier"),
        ("home", ("backup-key", "/proc/key"), "/proc/key"),
    ],
)
def test_a_file_or_folder_that_does_not_serve_is_named(tmp_path, path, typed, said):
    done = Instance(tmp_path / path).run(*typed)

    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_accounts_are_not_promised_to_a_folder_that_is_not_there(tmp_path):
    instance = Instance(tmp_path / "home")

    done = instance.run(
        "demo", "--port", str(free_port()), "--accounts-file", tmp_path / "nowhere" / "a.json"
    )

    assert done.returncode == 1
    assert "nowhere n'existe pas" in done.stderr
    assert not instance.path.exists()
