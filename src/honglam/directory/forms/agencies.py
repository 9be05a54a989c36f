"""What is typed about an agency and its posts."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from honglam.directory.contracts import (
    AGENCY_KIND_LABELS,
    LEVEL_LABELS,
    ROLE_LABELS,
    SUCCESSION_KIND_LABELS,
    AgencyData,
    AgencyKind,
    Level,
    PostData,
    PostRole,
    PostView,
    SuccessionData,
    SuccessionKind,
)
from honglam.directory.forms.fields import CodeField, choices
from honglam.directory.rules.scopes import INHERITING
from honglam.ui.fields import DayField

_WAYS_OUT = {kind: label for kind, label in SUCCESSION_KIND_LABELS.items() if kind in INHERITING}


class AgencyForm(forms.Form):
    """An agency or internal unit, apart from its code."""

    name = forms.CharField(max_length=200, error_messages={"required": _("Enter the full name.")})
    short_name = forms.CharField(max_length=40, required=False)
    name_en = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(choices=choices(AGENCY_KIND_LABELS))
    level = forms.ChoiceField(choices=choices(LEVEL_LABELS))
    parent = CodeField(required=False)
    administrative_unit = forms.CharField(max_length=10)
    identifier_code = forms.CharField(max_length=40, required=False)
    identifier_provisional = forms.BooleanField(required=False)
    one_stop = CodeField(required=False)
    valid_from = DayField(required=False)
    address = forms.CharField(max_length=300, required=False)
    phone = forms.CharField(max_length=60, required=False)
    email = forms.EmailField(max_length=120, required=False)

    @staticmethod
    def initial_of(known: AgencyData) -> dict[str, Any]:
        """The form filled with what is known."""
        return asdict(known)

    def agency(self, known: AgencyData | None = None) -> AgencyData:
        """What was typed, as the services take it; facts that no screen changes are kept."""
        typed = dict(self.cleaned_data)
        typed |= {"kind": AgencyKind(typed["kind"]), "level": Level(typed["level"])}
        return replace(known, **typed) if known else AgencyData(**typed)


class NewAgencyForm(AgencyForm):
    """An agency that does not exist yet."""

    code = CodeField()


class EndAgencyForm(forms.Form):
    """The last day of an agency, and who carries its work on."""

    last_day = DayField()
    successors = forms.CharField(max_length=600, required=False)
    kind = forms.ChoiceField(choices=choices(_WAYS_OUT), required=False)

    def ways(self, code: str, since: date) -> list[SuccessionData]:
        """One succession for each code typed, in the order typed."""
        kind = SuccessionKind(self.cleaned_data["kind"] or SuccessionKind.MERGE)
        codes = self.cleaned_data["successors"].replace(",", " ").upper().split()
        return [SuccessionData(old=code, new=new, kind=kind, since=since) for new in dict.fromkeys(codes)]


class PostForm(forms.Form):
    """A post, apart from its code."""

    title = forms.CharField(max_length=120, error_messages={"required": _("Enter the title of the post.")})
    roles = forms.MultipleChoiceField(
        choices=choices(ROLE_LABELS), error_messages={"required": _("Choose at least one role.")}
    )
    seats = forms.IntegerField(min_value=1, max_value=500, initial=1)

    @staticmethod
    def initial_of(post: PostView) -> dict[str, Any]:
        """The form filled with what is known."""
        return {"title": post.title, "roles": [role.value for role in post.roles], "seats": post.seats}

    def post(self, code: str) -> PostData:
        """What was typed, as the services take it."""
        roles = tuple(PostRole(role) for role in self.cleaned_data["roles"])
        return PostData(code=code, title=self.cleaned_data["title"], roles=roles, seats=self.cleaned_data["seats"])


class NewPostForm(PostForm):
    """A post that does not exist yet."""

    code = CodeField(max_length=40)
