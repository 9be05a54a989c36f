"""What is typed about committees, their decisions and meetings."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from honglam.directory.contracts import (
    COMMITTEE_KIND_LABELS,
    DECISION_KIND_LABELS,
    MEMBER_ROLE_LABELS,
    CommitteeData,
    CommitteeKind,
    DecisionData,
    DecisionKind,
    MeetingData,
    MemberData,
    MemberLine,
    MemberRole,
    TooManyMembers,
)
from honglam.directory.forms.fields import CodeField, choices
from honglam.kernel.text import fold, nfc
from honglam.ui.fields import DayField

MOST_MEMBERS = 200


class DecisionForm(forms.Form):
    """A decision: what it does, its number and day, whom it names and releases."""

    kind = forms.ChoiceField(choices=choices(DECISION_KIND_LABELS))
    symbol = forms.CharField(
        max_length=100, error_messages={"required": _("Enter the number and symbol of the decision.")}
    )
    title = forms.CharField(max_length=400, error_messages={"required": _("Enter what the decision is about.")})
    issuer = forms.CharField(max_length=300, required=False)
    decided_on = DayField()
    effective_on = DayField(required=False)
    members = forms.CharField(max_length=40_000, required=False)
    releases = forms.MultipleChoiceField(choices=(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            one for one in choices(DECISION_KIND_LABELS) if one[0] != DecisionKind.FOUND.value
        ]

    def decision(self) -> DecisionData:
        """What was typed, as the service takes it. Raises MemberLine."""
        return _decision(self.cleaned_data, DecisionKind(self.cleaned_data["kind"]))


class FoundForm(forms.Form):
    """A new committee with the decision that founds it."""

    code = CodeField()
    name = forms.CharField(max_length=300, error_messages={"required": _("Enter the full name.")})
    committee_kind = forms.ChoiceField(choices=choices(COMMITTEE_KIND_LABELS))
    agency = CodeField()
    standing = CodeField(required=False)
    parent = CodeField(required=False)
    duties = forms.CharField(max_length=4000, required=False)
    symbol = forms.CharField(
        max_length=100, error_messages={"required": _("Enter the number and symbol of the decision.")}
    )
    title = forms.CharField(max_length=400, error_messages={"required": _("Enter what the decision is about.")})
    issuer = forms.CharField(max_length=300, required=False)
    decided_on = DayField()
    effective_on = DayField(required=False)
    members = forms.CharField(max_length=40_000, required=False)

    def committee(self) -> CommitteeData:
        """The committee as the service takes it."""
        facts = {name: self.cleaned_data[name] for name in ("code", "name", "agency", "standing", "parent", "duties")}
        return CommitteeData(kind=CommitteeKind(self.cleaned_data["committee_kind"]), **facts)

    def decision(self) -> DecisionData:
        """The founding decision. Raises MemberLine."""
        return _decision(self.cleaned_data, DecisionKind.FOUND)


class MeetingForm(forms.Form):
    """A meeting; each line of the conclusions is one."""

    title = forms.CharField(max_length=400, error_messages={"required": _("Enter what the meeting was about.")})
    held_on = DayField()
    chair = forms.CharField(max_length=200, required=False)
    symbol = forms.CharField(max_length=100, required=False)
    conclusions = forms.CharField(
        max_length=40_000, error_messages={"required": _("Enter at least one conclusion, each on a line of its own.")}
    )

    def clean_conclusions(self) -> tuple[str, ...]:
        """One conclusion a line."""
        found = tuple(line.strip() for line in nfc(self.cleaned_data["conclusions"]).splitlines() if line.strip())
        if len(found) > MOST_MEMBERS:
            raise ValidationError(_("Enter at most 200 conclusions."))
        return found

    def meeting(self, taken: int) -> MeetingData:
        """The meeting; its code is its day, with a number where there were several (`taken`)."""
        facts = {name: self.cleaned_data[name] for name in ("title", "held_on", "chair", "symbol", "conclusions")}
        code = f"{self.cleaned_data['held_on']:%Y-%m-%d}" + (f"-{taken + 1}" if taken else "")
        return MeetingData(code=code, **facts)


_SAID_AS = {
    MemberRole.HEAD: ("trưởng ban", "trưởng ban chỉ đạo", "tổ trưởng", "trưởng nhóm", "chủ tịch"),
    MemberRole.STANDING_DEPUTY: (
        "phó trưởng ban thường trực",
        "phó ban thường trực",
        "phó trưởng ban chỉ đạo thường trực",
        "tổ phó thường trực",
        "phó tổ trưởng thường trực",
        "phó chủ tịch thường trực",
    ),
    MemberRole.DEPUTY: (
        "phó trưởng ban",
        "phó ban",
        "phó trưởng ban chỉ đạo",
        "tổ phó",
        "phó tổ trưởng",
        "phó chủ tịch",
    ),
    MemberRole.STANDING_MEMBER: ("ủy viên thường trực", "thành viên thường trực"),
    MemberRole.SECRETARY: ("thư ký", "thư ký ban", "ủy viên thư ký", "ủy viên kiêm thư ký", "thành viên kiêm thư ký"),
    MemberRole.MEMBER: ("ủy viên", "tổ viên", "thành viên"),
}
"""How decisions call the roles: of a committee, of a team, of a council. Accents and capitals do not matter."""


def role_words() -> str:
    """The roles in the reader's language, as a line of the list may begin."""
    return ", ".join(gettext(label) for label in MEMBER_ROLE_LABELS.values())


def read_members(text: str) -> tuple[MemberData, ...]:
    """One member a line, `role; name; title` or `role; title` for one by post. Raises MemberLine, TooManyMembers."""
    roles = {fold(word): role for role, label in MEMBER_ROLE_LABELS.items() for word in _words(role, label)}
    found = []
    lines = nfc(text).splitlines()
    if sum(bool(line.strip()) for line in lines) > MOST_MEMBERS:
        raise TooManyMembers(field="members", most=MOST_MEMBERS)
    for number, line in enumerate(lines, start=1):
        parts = [" ".join(part.split()) for part in line.split(";")]
        if not any(parts):
            continue
        role = roles.get(fold(parts[0]))
        if role is None or len(parts) not in (2, 3) or not parts[-1]:
            raise MemberLine(field="members", line=number, roles=role_words())
        person = parts[1] if len(parts) == 3 else ""
        found.append(MemberData(role=role, person=person[:200], title=parts[-1][:400]))
    return tuple(found)


def _words(role: MemberRole, label: str) -> tuple[str, ...]:
    return role.value, label, gettext(label), *_SAID_AS.get(role, ())


def _decision(typed: dict[str, Any], kind: DecisionKind) -> DecisionData:
    decided: date = typed["decided_on"]
    code = re.sub(r"[^A-Z0-9]+", "-", fold(typed["symbol"]).upper()).strip("-")
    return DecisionData(
        code=f"{code}-{decided:%Y%m%d}"[:60],
        kind=kind,
        symbol=typed["symbol"],
        title=typed["title"],
        issuer=typed["issuer"],
        decided_on=decided,
        effective_on=typed["effective_on"] or decided,
        members=read_members(typed["members"]),
        releases=tuple(typed.get("releases") or ()),
    )
