"""Her own words behind her code: she reads and corrects them herself, and says how to reach her; each reading is noted."""

import json
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.journeys.correct_words import Correction, correct_words
from entremise.kernel.errors import Refused
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Followed, Thing
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vault import own_words
from entremise.people.vocabulary import Contact, Refusal
from entremise.web.aid.forms import channel_field
from entremise.web.asking.follow import OWN_KEY, followed, keeper, mandate_held
from entremise.web.asking.person_form import LANGUAGES
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.fields import OwnPhoneField
from entremise.web.shell.pages import page
from entremise.web.shell.tabs import redirect_here
from entremise.web.shell.visit import visit_of


class WordsForm(forms.Form):
    said = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("Two sentences are enough. No illness, no card number."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    channel = channel_field()
    language = forms.ChoiceField(label=gettext_lazy("Language you prefer"), choices=LANGUAGES)
    phone = OwnPhoneField(
        label=gettext_lazy("A new number"),
        help_text=gettext_lazy("Leave it empty to keep the one you gave. It is not shown here."),
        required=False,
    )

    def correction(self) -> Correction:
        given = self.cleaned_data
        return Correction(
            given["said"],
            given["channel"],
            given["language"],
            given.get("phone", ""),
        )


def key_of(what: Followed, request: HttpRequest) -> UUID:
    if what.kind is Thing.NEED:
        return need(what.id).key
    return offer(what.id, on=localdate(visit_of(request).at)).key


def own_pass(request: HttpRequest) -> tuple[UUID, str]:
    """The pass of this session, and the code that it came with; refuse with `CODE_REFUSED`."""
    held = request.session.get(OWN_KEY, "")
    if not held:
        raise Refused(Refusal.CODE_REFUSED)
    pass_id, code = json.loads(keeper().decrypt(held.encode()))
    return UUID(pass_id), code


@audience(PUBLIC, is_personal=True)
def correct(request: HttpRequest) -> HttpResponse:
    """What she wrote, and how to reach her, in fields; keeping it seals it anew."""
    what, (pass_id, code), at = followed(request), own_pass(request), visit_of(request).at
    own, key = own_words(pass_id=pass_id, at=at), key_of(what, request)
    contact = own.card.contact or Contact()
    start = {
        "said": Words.opened(own.card.free_text).of(key),
        "channel": contact.preferred_channel.value,
        "language": contact.language,
    }
    form = WordsForm(request.POST or None, initial=start)
    if mandate_held(request) is not None:  # her number is hers alone to change
        del form.fields["phone"]
    if not form.is_valid():
        return page(request, "asking/words.html", form=form)
    is_danger = correct_words(
        pass_id=pass_id, own=own, what=what, key=key, said=form.correction(), code=code, at=at
    )
    messages.success(request, _("Your words are corrected. The desk reads them today."))
    if is_danger:
        messages.error(request, _("In danger? Ring 15, 18, 17 or 112. By text message: 114."))
    return redirect_here(request, "asking:more")
