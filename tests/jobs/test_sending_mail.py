"""A mail server that encrypts and asks for a password: what is given to it, and what is never given to another."""

import ipaddress
import ssl
from datetime import timedelta
from uuid import uuid4

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.make import commons, messages

from entremise.jobs.sending.mail import mail_fault, send_mail
from entremise.notices.vocabulary import Channel, Envelope, Fault

USER, PASSWORD = "entremise", "mot de passe"


def certificate(folder, name):
    """A key and its certificate for this name or address, in one file."""
    key, at = ec.generate_private_key(ec.SECP256R1()), commons.now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "essai")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{uuid4().hex}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


OURS = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


@pytest.fixture
def given(settings):
    """What the server was given as name and password."""
    settings.EMAIL_USE_TLS = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = USER, PASSWORD
    return []


def encrypting(path, given):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)

    def authenticator(_server, _session, _envelope, _mechanism, data):
        given.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    return {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": authenticator,
    }


def envelope():
    return Envelope(uuid4(), Channel.EMAIL, messages.MAIL, "Votre lien", "Bonjour,\n")


def test_the_password_is_given_to_a_server_whose_certificate_is_known(
    settings, free_port, given, tmp_path, monkeypatch
):
    path = certificate(tmp_path, OURS)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with messages.mail_server(settings, free_port, **encrypting(path, given)) as box:
        attempt = send_mail(envelope())
        assert mail_fault() is None

    assert attempt.fault is None
    assert len(box.taken) == 1
    assert set(given) == {(USER, PASSWORD)}


def test_a_server_that_refuses_the_password_is_said_to_and_tried_again(
    settings, free_port, given, tmp_path, monkeypatch
):
    path = certificate(tmp_path, OURS)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    settings.EMAIL_HOST_PASSWORD = "un autre"
    with messages.mail_server(settings, free_port, **encrypting(path, given)) as box:
        attempt = send_mail(envelope())
        assert mail_fault() is Fault.LOGIN

    assert (attempt.fault, attempt.is_final) == (Fault.LOGIN, False)
    assert box.taken == []


@pytest.mark.parametrize("name", [OURS, x509.DNSName("ailleurs.exemple.invalid")])
def test_nothing_is_given_to_a_server_whose_certificate_is_unknown_or_another_s(
    settings, free_port, given, tmp_path, monkeypatch, name
):
    path = certificate(tmp_path, name)
    trusted = certificate(tmp_path, OURS) if name is OURS else path
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with messages.mail_server(settings, free_port, **encrypting(path, given)) as box:
        attempt = send_mail(envelope())
        assert mail_fault() is Fault.CERTIFICATE

    assert attempt.fault is Fault.CERTIFICATE
    assert (given, box.taken) == ([], [])


def test_a_server_that_does_not_encrypt_gets_neither_password_nor_text(settings, free_port, given):
    with messages.mail_server(settings, free_port) as box:
        attempt = send_mail(envelope())

    assert attempt.fault is Fault.REFUSED
    assert (given, box.taken) == ([], [])
