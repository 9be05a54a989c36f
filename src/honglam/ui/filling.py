"""The one way a form page works here: perform on a good POST, otherwise show what was typed with every fault."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors

Done = tuple[str, str]


def fill(
    request: HttpRequest, form: forms.Form, template: str, context: dict[str, Any], perform: Callable[[], Done]
) -> HttpResponse:
    """`perform` makes the one domain call and returns where to go and what to say there."""
    errors = PageErrors()
    if request.method == "POST":
        done, errors = _attempt(form, perform)
        if done:
            messages.success(request, done[1])
            return redirect(done[0])
    shown = {
        "values": {name: form[name].value() for name in form.fields},
        "options": {name: field.choices for name, field in form.fields.items() if isinstance(field, forms.ChoiceField)},
        "errors": errors,
    }
    return render(request, template, context | shown, status=422 if errors else 200)


def _attempt(form: forms.Form, perform: Callable[[], Done]) -> tuple[Done | None, PageErrors]:
    if not form.is_valid():
        return None, PageErrors.of(form)
    try:
        return perform(), PageErrors()
    except DomainError as refusal:
        # What was not found at a field was typed there; anything else absent is a page that is not there.
        if isinstance(refusal, NotFound) and refusal.field is None:
            raise
        return None, PageErrors.of(refusal)


def typed(request: HttpRequest, form: type[forms.Form], initial: dict[str, Any] | None = None) -> Any:
    """The form bound to what was posted, or filled with what it begins with."""
    if request.method == "POST":
        return form(request.POST, request.FILES)
    return form(initial=initial)
