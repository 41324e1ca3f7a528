"""How pages are written: forms that are sent once, nothing inline, components closed, scripts light."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import SOURCE, modules

TEMPLATES = SOURCE / "web" / "templates"
SCRIPTS = SOURCE / "web" / "static" / "js"
STYLE = SOURCE / "web" / "static" / "css" / "entremise.css"
NAMED = re.compile(r"\{%[^%]*\bas(?:var)? (\w+)[^%]*%\}")
BY_NUMBER = {"s1", "s2", "s3"}  # a severity: the page writes its number
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
INCLUDE = re.compile(r"\{% include [^%]*%\}")
INLINE = re.compile(
    r"<style\b|\sstyle=\"|\son[a-z]+=\"|<script\b(?![^>]*(src=|type=\"application/json\"))",
    re.IGNORECASE,
)
# Sent again without harm: signing in and out, the second proof, a search, and what opens a page.
OFTEN = {
    "account/login.html",
    "actions/check.html",
    "account/logout.html",
    "account/password_change.html",
    "account/reauthenticate.html",
    "account/link.html",
    "mfa/authenticate.html",
    "mfa/recovery_codes/generate.html",
    "mfa/totp/activate_form.html",
    "mfa/totp/deactivate_form.html",
    "mfa/webauthn/add_form.html",
    "mfa/webauthn/reauthenticate.html",
    "components/menu.html",
    "errors/trouble.html",
    "desk/home.html",
    "phone/parts/next.html",
    "phone/talk.html",
    "resident/readings.html",
    "resident/tracker.html",
    "asking/ask.html",
    "asking/follow.html",
}


def templates() -> dict[str, str]:
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


def forms() -> list[tuple[str, str]]:
    return [(name, form) for name, text in templates().items() for form in FORM.findall(text)]


def test_every_form_carries_the_key_of_its_session():
    keys = ("{% csrf_token %}", 'name="csrfmiddlewaretoken" value="{{ csrf_token }}"')

    assert [name for name, form in forms() if not any(key in form for key in keys)] == []


def test_every_form_is_sent_once():
    again = {name for name, form in forms() if "{% once %}" not in form}

    assert again == OFTEN


def test_nothing_is_written_inline():
    assert [name for name, text in templates().items() if INLINE.search(text)] == []


def test_a_component_sees_only_what_it_is_given():
    includes = [
        (name, one)
        for name, text in templates().items()
        for one in INCLUDE.findall(text)
        if "components/" in one
    ]

    assert [pair for pair in includes if " only " not in pair[1]] == []
    assert len(includes) > 50


def test_a_component_says_its_arguments_first():
    mute = [
        name
        for name, text in templates().items()
        if name.startswith("components/") and not text.startswith(("{#", "{% comment"))
    ]

    assert mute == []


def test_pages_and_components_are_short():
    long = [
        name
        for name, text in templates().items()
        if text.count("\n") > (40 if name.startswith("components/") else 120)
    ]

    assert long == []


def test_scripts_weigh_fifteen_kilobytes_at_most():
    weights = {path.name: path.stat().st_size for path in Path(SCRIPTS).rglob("*.js")}

    assert (sum(weights.values()) <= 15_000, weights != {}) == (True, True)


def test_pages_and_style_name_the_same_classes():
    style = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    ruled = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", style)))
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((SOURCE / "web").rglob("*"))
        if path.suffix in {".py", ".html", ".js"}
    }
    words = {word for text in texts.values() for word in re.findall(r"[\w-]+", text)}
    written = {
        (path.name, name)
        for path, text in texts.items()
        for value in re.findall(r'\bclass="([^"{}]*)"', text)
        for name in value.split()
    }

    assert ruled - words == BY_NUMBER
    assert {(page, name) for page, name in written if name not in ruled} == set()


def test_every_page_on_paper_is_also_a_file_that_screen_readers_read():
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    drawn = set(re.findall(r"\b(?:public_)?sheet(?:_file)?\(\s*request,\s*\"([^\"]+)\"", code))

    printed = {name for name, text in templates().items() if "layout/print.html" in text}

    assert printed == drawn


def pages_given() -> Iterator[tuple[str, set[str]]]:
    """Each template with the names that a view gives it."""
    for module in modules():
        for node in ast.walk(module.tree) if module.area == "web" else ():
            if isinstance(node, ast.Call):
                given = {one.arg for one in node.keywords if one.arg}
                for one in node.args:
                    if isinstance(one, ast.Constant) and str(one.value).endswith(".html"):
                        yield str(one.value), given


def test_no_page_names_anew_what_its_view_gave():
    texts, found = templates(), []
    for name, given in pages_given():
        frame = name
        while frame in texts:
            taken = given & set(NAMED.findall(texts[frame]))
            found += [f"{name}: {one}, named by {frame}" for one in sorted(taken)]
            base = re.search(r'extends "([^"]+)"', texts[frame])
            frame = base[1] if base else ""

    assert found == []
