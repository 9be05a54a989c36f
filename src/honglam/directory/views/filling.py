"""The one way a form page works here: perform on a good POST, otherwise show what was typed with every fault."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors


def fill(
    request: HttpRequest,
    form: forms.Form,
    template: str,
    context: dict[str, Any],
    perform: Callable[[], tuple[str, str]],
) -> HttpResponse:
    """`perform` makes the one domain call and returns where to go and what to say there."""
    errors = PageErrors()
    if request.method == "POST":
        if form.is_valid():
            try:
                address, said = perform()
            except DomainError as refusal:
                if isinstance(refusal, NotFound) and refusal.field is None:
                    raise
                errors = PageErrors.of(refusal)
            else:
                messages.success(request, said)
                return redirect(address)
        else:
            errors = PageErrors.of(form)
    shown = {
        "values": {name: form[name].value() for name in form.fields},
        "options": {name: field.choices for name, field in form.fields.items() if isinstance(field, forms.ChoiceField)},
        "errors": errors,
    }
    return render(request, template, context | shown, status=422 if errors else 200)


def typed(request: HttpRequest, form: type[forms.Form], initial: dict[str, Any] | None = None) -> Any:
    """The form bound to what was posted, or filled with what it begins with."""
    if request.method == "POST":
        return form(request.POST, request.FILES)
    return form(initial=initial)
