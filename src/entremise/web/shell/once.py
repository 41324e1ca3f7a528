"""A form sent twice counts once: the second answer is the way to the first one's result."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now

from entremise.web.models import SentForm

ONCE_FIELD = "once"
FORGERY_FIELD = "csrfmiddlewaretoken"  # written anew on each page
KEPT_FOR = timedelta(days=1)


class OnceMiddleware:
    """Acts on posts that carry the key which the tag `once` writes into a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.POST.get(ONCE_FIELD, "") if request.method == "POST" else ""
        if not key:
            return self.get_response(request)
        digest = digest_of(request, key)
        with alone(digest):
            sent = SentForm.objects.filter(digest=digest).order_by("pk").first()
            if sent is not None:
                return redirect(sent.location)
            response = self.get_response(request)
            if vars(request).get("was_let_in", False):
                note(digest, response)
        return response


def digest_of(request: HttpRequest, key: str) -> bytes:
    """The key belongs to one account, one address and what was typed: another's words on a page that came back count."""
    parts = (str(request.user.pk), request.path, key, *typed_in(request))
    return hashlib.sha256(json.dumps(parts).encode()).digest()


def typed_in(request: HttpRequest) -> Iterator[tuple[str, ...]]:
    """The fields with their values, and the files by what they hold; not what Django adds against forgery."""
    for name, values in sorted(request.POST.lists()):
        if name != FORGERY_FIELD:
            yield name, *map(str, values)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield name, str(file.name), digest_of_file(file)


def digest_of_file(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)  # the page reads it from its beginning
    return digest.hexdigest()


@contextmanager
def alone(digest: bytes) -> Iterator[None]:
    """Let one of two simultaneous posts through; the lock falls with the connection."""
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def note(digest: bytes, response: HttpResponseBase) -> None:
    """Remember where a success led; a refused or broken post may be sent again."""
    if response.status_code not in {302, 303}:
        return
    at = now()
    SentForm.objects.filter(at__lt=at - KEPT_FOR).delete()
    SentForm.objects.create(digest=digest, location=response.headers["Location"], at=at)
