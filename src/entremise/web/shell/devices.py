"""The name of a device, as its owner would say it."""

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

DEVICE_KEY: Final = "device"
BROWSERS: Final = ("Firefox", "Edg", "Chrome", "Safari")
SYSTEMS: Final = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def device_name(agent: str) -> str:
    """« Firefox, Windows »: enough to know one's own, not enough to track anyone."""
    browser = next((name for name in BROWSERS if name in agent), _("Browser"))
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(filter(None, (browser.replace("Edg", "Edge"), system)))


def note_device(request: HttpRequest) -> None:
    """Name the device of this session once."""
    if DEVICE_KEY not in request.session:
        request.session[DEVICE_KEY] = device_name(request.headers.get("User-Agent", ""))
