"""The style sheet with the hue of the commune: one rule added, same request, stored for a year."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from entremise.web.shell.audience import PUBLIC, audience

SOURCE = Path(__file__).resolve().parent.parent / "static" / "css" / "entremise.css"
USUAL_HUE = 178
FONTS = ("fonts/ahn.woff2", "fonts/ps.woff2")


@cache
def sheet(hue: int) -> bytes:
    """The sheet of one hue, with the addresses of the fonts as they are served."""
    text = SOURCE.read_text(encoding="utf-8")
    for font in FONTS:
        text = text.replace(f"../{font}", staticfiles_storage.url(font))
    return f"{text}\n:root {{ --hue: {hue}; }}\n".encode()


@cache
def packed_sheet(hue: int) -> bytes:
    return gzip.compress(sheet(hue), compresslevel=9, mtime=0)


@cache
def theme_url(hue: int) -> str:
    """Where the sheet of one hue is; the address changes with its content."""
    digest = hashlib.sha256(sheet(hue)).hexdigest()[:12]
    return reverse("theme", kwargs={"hue": hue, "digest": digest})


@audience(PUBLIC)
@require_safe
def theme(request: HttpRequest, hue: int, digest: str) -> HttpResponse:
    if hue >= 360:
        raise Http404
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = packed_sheet(hue) if is_packed else sheet(hue)
    response = HttpResponse(body, content_type="text/css; charset=utf-8")
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    max_age = 0 if settings.DEBUG or theme_url(hue) != request.path else 365 * 24 * 3600
    patch_cache_control(response, public=True, max_age=max_age, immutable=max_age > 0)
    return response
