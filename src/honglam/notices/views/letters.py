"""For whoever keeps the words of letters: all of them, and one with how it reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, text_noop
from honglam.notices import api
from honglam.notices.contracts import LetterTexts, LetterView
from honglam.notices.forms import LetterForm
from honglam.ui.errors import PageErrors
from honglam.ui.filling import fill, typed

PARTS = {
    "directives": text_noop("Directives and tasks"),
    "directory": text_noop("Posts and deputies"),
    "dossiers": text_noop("Dossiers"),
    "exchange": text_noop("Other systems"),
    "identity": text_noop("Accounts"),
    "indicators": text_noop("Reporting rounds"),
    "postal": text_noop("Public postal service"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every letter of the product, by the part that sends it."""
    parts: dict[str, list[LetterView]] = {}
    for one in api.list_letters(actor=actor_of(request)):
        parts.setdefault(one.code.partition(".")[0], []).append(one)
    return render(
        request, "notices/letters.html", {"parts": [(PARTS.get(name, name), of) for name, of in parts.items()]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """The words of one letter; “see how it reads” saves nothing."""
    actor = actor_of(request)
    known = api.get_letter(actor=actor, code=code)
    form = typed(request, LetterForm, LetterForm.initial_of(known.texts))
    trying = "_try" in request.POST and form.is_valid()
    samples = _samples(code, form.texts() if trying else known.texts)
    context: dict[str, Any] = {"letter": known, "samples": samples, "tried": trying}
    if trying and samples:
        values = {name: form[name].value() for name in form.fields}
        return render(request, "notices/letter.html", context | {"values": values, "errors": PageErrors()})

    def perform() -> tuple[str, str]:
        api.change_texts(actor=actor, code=code, texts=form.texts(), at=now())
        return reverse("notices:letter", args=[code]), _("The words are in force. Letters already written keep theirs.")

    return fill(request, form, "notices/letter.html", context, perform)


def _samples(code: str, texts: LetterTexts | None) -> dict[str, LetterTexts]:
    """How the letter reads in each language it is written in; nothing while a text has a fault."""
    try:
        return {
            tongue: api.write_sample(code=code, texts=texts, language=tongue, at=now())
            for tongue in ("vi", "en")
            if texts and tongue in texts.body
        }
    except DomainError:
        return {}
