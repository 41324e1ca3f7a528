"""What every page must pass in a real browser: each gate returns the faults it found, in words."""

import gzip
import re
from pathlib import Path

from playwright.sync_api import Page, Response

VENDOR = Path(__file__).resolve().parent.parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text()
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
RESIDENT_BYTES = 30_000


def bring_axe(page: Page) -> None:
    """Into each page that it opens from now on, and each frame of it: axe waits half a second for a frame that has none."""
    page.add_init_script(script=AXE)


def axe_faults(page: Page) -> list[str]:
    """Violations that axe-core sees in a page with its frames."""
    found = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    return [f"axe {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


REFLOW = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


def reflow_faults(page: Page) -> list[str]:
    """Whether the page scrolls sideways at 320 px, and with text of double size."""
    size = page.viewport_size
    faults = []
    page.set_viewport_size({"width": 320, "height": 800})
    if (over := page.evaluate(REFLOW)) > 0:
        faults.append(f"at 320 px the page is {over} px too wide")
    page.set_viewport_size(size or {"width": 1280, "height": 800})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    if (over := page.evaluate(REFLOW)) > 0:
        faults.append(f"with text at 200 % the page is {over} px too wide")
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return faults


STOP = """() => {
  const it = document.activeElement;
  if (!it || it === document.body || stops.has(it)) return null;
  stops.add(it);
  const box = it.getBoundingClientRect();
  const seen = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].some(([x, y]) => {
    const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return at && (it.contains(at) || at.contains(it) || (at.closest('label') && at.closest('label').contains(it)));
  });
  const inner = it.contentDocument ? it.contentDocument.activeElement : it;  // what has it inside a frame
  const style = getComputedStyle(inner), around = getComputedStyle(it.closest('.opt') || it);
  const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || around.outlineStyle !== 'none';
  return {seen, ring, html: it.outerHTML.slice(0, 120), small: box.width < 2 || box.height < 2};
}"""


def keyboard_faults(page: Page, stops: int = 150) -> list[str]:
    """Stops of the tab key that are covered, or show no focus."""
    page.evaluate(
        "() => { document.activeElement.blur(); scrollTo(0, 0); window.stops = new Set() }"
    )
    faults = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if not stop["ring"]:
            faults.append(f"focus not shown: {stop['html']}")
        if not stop["seen"] and not stop["small"]:
            faults.append(f"focus covered: {stop['html']}")
    return faults


STRAIGHT = re.compile(r"\w'\w")
TIGHT = re.compile(r"[^\s\u202f\u00a0&/?!(:][;!?»](?:\s|$)|«[^\s\u202f\u00a0]| [;!?»]")


IN_FRENCH = """() => {
  const others = [...document.body.querySelectorAll('[lang]:not([lang|=fr])')];
  others.forEach(it => it.style.setProperty('display', 'none', 'important'));
  const text = document.body.innerText;
  others.forEach(it => it.style.removeProperty('display'));
  return text;
}"""


def typography_faults(page: Page) -> list[str]:
    """Straight apostrophes and missing narrow spaces in what is shown in French."""
    text = page.evaluate(IN_FRENCH)
    return [
        f"typography: …{text[max(0, hit.start() - 30) : hit.end() + 10]!r}"
        for pattern in (STRAIGHT, TIGHT)
        for hit in pattern.finditer(text)
    ][:5]


def weight_faults(page: Page, path: str) -> list[str]:
    """Whether a resident page with its style and scripts stays under thirty kilobytes, in three requests."""
    answers: list[Response] = []
    keep = lambda answer: answers.append(answer)  # noqa: E731, PLW0108 -- Playwright takes no method of a list
    page.on("response", keep)
    page.goto(path)
    page.remove_listener("response", keep)
    found = [one for one in answers if not one.url.endswith((".woff2", ".svg"))]
    light = [(one.url, len(gzip.compress(one.body()))) for one in found if one.status < 300]
    total = sum(size for _, size in light)
    faults = [f"{total} bytes: {light}"] if total > RESIDENT_BYTES else []
    return faults + ([f"{len(found)} requests: {light}"] if len(found) > 3 else [])
