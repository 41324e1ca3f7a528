"""Tags and filters of every template: forms, French dates, numbers, phones."""

import secrets
from collections import Counter
from datetime import date, datetime, timedelta

from django import template
from django.forms import (
    BaseForm,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    MultiWidget,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from entremise.web.shell.once import ONCE_FIELD
from entremise.web.shell.tabs import MARK_FIELD, address_here, mark_of
from entremise.web.shell.visit import visit_of

register = template.Library()

KINDS: tuple[tuple[type[Widget], str], ...] = (
    (CheckboxSelectMultiple, "options"),
    (RadioSelect, "options"),
    (MultiWidget, "boxes"),
    (CheckboxInput, "tick"),
    (FileInput, "file"),
    (Textarea, "line"),
    (Select, "line"),
)


HIDDEN = '<input type="hidden" name="{}" value="{}">'


@register.simple_tag(takes_context=True)
def once(context: template.Context) -> SafeString:
    """The key that makes a form count once, however often it is sent, and the mark of its tab."""
    return format_html(HIDDEN, ONCE_FIELD, secrets.token_urlsafe(12)) + tab_mark(context)


@register.simple_tag(takes_context=True)
def tab_mark(context: template.Context) -> SafeString:
    """In a form of a page that a code has opened: what it was opened for."""
    request = getattr(context, "request", None)
    mark = mark_of(request) if isinstance(request, HttpRequest) else ""
    return format_html(HIDDEN, MARK_FIELD, mark) if mark else SafeString("")


@register.simple_tag(takes_context=True)
def url_here(context: template.Context, name: str, *args: object) -> str:
    """As `url`, between the pages that a code has opened."""
    request = getattr(context, "request", None)
    return address_here(request, name, *args) if isinstance(request, HttpRequest) else ""


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", hint: str = "") -> dict[str, object]:
    """One question of a form: label, help, error, and the control that its widget asks for."""
    kind = next((name for widget, name in KINDS if isinstance(bound.field.widget, widget)), "line")
    hint = hint or str(bound.help_text)
    described = " ".join(
        filter(
            None,
            (
                f"{bound.auto_id}-hint" if hint else "",
                f"{bound.auto_id}-err" if bound.errors else "",
            ),
        )
    )
    css = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"field {css}".strip()} if kind == "line" else {}
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "kind": kind,
        "bound": bound,
        "label": label or bound.label,
        "hint": hint,
        "control": bound.as_widget(attrs=attrs) if kind in {"line", "file"} else "",
        "choices": tuple(map(choice_of, bound.subwidgets)) if kind == "options" else (),
        "boxes": boxes_of(bound) if kind == "boxes" else (),
        "is_inline": "inline" in css.split(),
        "is_optional": not bound.field.required and kind not in {"tick", "options"},
        "described": described,
    }


def choice_of(one: BoundWidget) -> dict[str, object]:
    """One option as the widget gives it; drawn here, since Django draws each with two templates of its own."""
    given = one.data
    control = format_html(
        '<input type="{}" name="{}" value="{}"{}>',
        given["type"],
        given["name"],
        given["value"],
        flatatt(given["attrs"]),
    )
    return {"id": one.id_for_label, "control": control, "label": one.choice_label}


BOX_LABELS = {
    "day": gettext_lazy("Day"),
    "month": gettext_lazy("Month"),
    "year": gettext_lazy("Year"),
}


def boxes_of(bound: BoundField) -> tuple[dict[str, object], ...]:
    """The boxes of a question in parts, each with its own small label."""
    widget = bound.field.widget
    context = widget.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})
    names = (name.lstrip("_") for name in getattr(widget, "widgets_names", ()))
    return tuple(
        {"name": name, "box": box, "label": BOX_LABELS.get(name, name)}
        for name, box in zip(names, context["widget"]["subwidgets"], strict=True)
    )


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm) -> dict[str, object]:
    """The summary on top of a form that was sent with mistakes."""
    told = [(bound, str(error)) for bound in form for error in bound.errors]
    same = Counter(text for _bound, text in told)
    found = [  # « this field is required » twice tells nothing
        (
            bound.id_for_label or bound.auto_id,
            text if same[text] == 1 else f"{bound.label} – {text}",
        )
        for bound, text in told
    ]
    general = [str(error) for error in form.non_field_errors()]
    count = len(found) + len(general)
    title = ngettext("One answer needs another look", "%(count)d answers need another look", count)
    return {"found": found, "general": general, "title": title % {"count": count}}


@register.filter
def day(value: date | datetime | None) -> str:
    """« mercredi 15 juillet 2026 »; the year is left out within this one."""
    if value is None:
        return "–"
    on = localtime(value).date() if isinstance(value, datetime) else value
    written = formats.date_format(on, "l j F" if on.year == localdate().year else "l j F Y")
    is_french = (get_language() or "").startswith("fr")
    return written.replace(" 1 ", " 1er ", 1) if is_french and on.day == 1 else written


@register.filter
def on_paper(value: date | datetime | None) -> str:
    """« 1er juillet 2026 »: a sheet outlives its year, and the day when it was printed."""
    if value is None:
        return "–"
    on = localtime(value).date() if isinstance(value, datetime) else value
    written = formats.date_format(on, "j F Y")
    is_french = (get_language() or "").startswith("fr")
    return f"1er{written[1:]}" if is_french and on.day == 1 else written


@register.simple_tag
def today_on_paper() -> str:
    return on_paper(localdate())


@register.simple_tag
def now_on_paper() -> str:
    """« 26 novembre 2026, 13 h 50 »: a page of figures is of that moment."""
    at = localtime()
    return f"{on_paper(at)}, {hour(at)}"


@register.filter
def hour(value: datetime | None) -> str:
    """« 14 h 05 »."""
    return "–" if value is None else localtime(value).strftime("%-H h %M")


@register.filter
def moment(value: datetime | None) -> str:
    """« aujourd'hui, 14 h 05 », « hier, 9 h 30 », else the day and the hour."""
    if value is None:
        return "–"
    days = (localdate() - localtime(value).date()).days
    named = {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}.get(days)
    return f"{named or day(value)}, {hour(value)}"


@register.filter
def dated(value: datetime | None) -> str:
    """« mercredi 15 juillet, 14 h 05 », where a sentence has its own « le » or « jusqu'au », and on paper."""
    return "–" if value is None else f"{day(value)}, {hour(value)}"


@register.filter
def span(value: timedelta | None) -> str:
    """A duration in its two largest units: « 2 h 05 », « 3 jours »."""
    if value is None:
        return "–"
    minutes = abs(int(value.total_seconds())) // 60
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02d}"
    days = minutes // (24 * 60)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


@register.filter
def phone(value: str | None) -> str:
    """A number in pairs, as people read it aloud."""
    if not value:
        return "–"
    digits = "0" + value[3:] if value.startswith("+33") else value
    if not digits.startswith("0"):
        return digits
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))


@register.filter
def number(value: int | None) -> str:
    """« 1 204 »; a dash when nothing is known, never a zero."""
    return "–" if value is None else f"{value:,}".replace(",", "\u202f")


@register.filter
def get(values: dict[object, object], key: object) -> object:
    """A value by a key that the template holds."""
    return values.get(key, "")


@register.simple_tag(takes_context=True)
def clock(context: template.Context, due_at: datetime | None) -> SafeString:
    """What is left before a deadline, with its colour and its word: « reste 2 h 05 », « Retard 12 min »."""
    request = context.get("request")
    if due_at is None or not isinstance(request, HttpRequest):
        return SafeString('<span class="clock">–</span>')
    left = due_at - visit_of(request).at
    if left < timedelta(0):
        return format_html('<span class="clock late">{} {}</span>', _("Late by"), span(left))
    state = "due" if left < timedelta(hours=2) else ""
    words = _("%(time)s left") % {"time": span(left)}
    return format_html('<span class="clock {}">{}</span>', state, words)
