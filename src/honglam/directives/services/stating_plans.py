"""What the pack states of plans, programmes, projects with their money, and recommendations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directives.contracts import Answer
from honglam.directives.models import Directive, MoneyLine, Plan, Programme, Project, Recommendation
from honglam.directives.services.recommending import step
from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

Content = dict[str, Any]


@transaction.atomic
def put_plan(*, actor: Actor, content: Content, at: datetime) -> None:
    """Make or change a plan."""
    owner = Directive.objects.filter(code=content.get("directive", "")).first()
    _put(Plan, content, directive=owner)
    _record(actor, "plan_stated", "plan", content["code"], at)


@transaction.atomic
def put_programme(*, actor: Actor, content: Content, at: datetime) -> None:
    """Make or change a programme."""
    _put(Programme, content)
    _record(actor, "programme_stated", "programme", content["code"], at)


@transaction.atomic
def put_project(*, actor: Actor, key: str, content: Content, at: datetime) -> None:
    """Make or change a project; its stated lines become what the pack states now, those of people stay."""
    owner = Programme.objects.get(code=key.rpartition("/")[0])
    project, _ = Project.objects.update_or_create(
        code=key,
        defaults={
            "programme": owner,
            "position": int("".join(filter(str.isdecimal, content["number"])) or 0),
            "title": content["title"],
            "folded": fold(content["title"]),
            "content": content,
            "retired_at": None,
        },
    )
    _put_lines(project, content.get("money", []), owner.content, at)
    _record(actor, "project_stated", "project", str(project.id), at)


@transaction.atomic
def put_recommendation(*, actor: Actor, content: Content, at: datetime) -> None:
    """Make or change a recommendation; what people recorded as its answer stays."""
    row = Recommendation.objects.filter(code=content["code"]).first() or Recommendation(code=content["code"])
    is_new = not row.line_count
    row.text, row.addressee = content["text"], content["addressee"]
    row.addressed_to, row.topic = content["addressed_to"], content.get("topic", "")
    row.agency_id = directory.get_agency_by_code(code=content["agency"]).id
    row.document, row.place = content.get("document", ""), content.get("place", "")
    row.raised_on = content.get("raised_on")
    row.answer = row.answer or Answer.WAITING.value
    row.folded = fold(f"{row.text} {row.addressed_to} {row.document}")
    row.from_pack, row.content, row.retired_at = True, content, None
    what = "raised" if is_new else "stated"
    step(row, actor=actor, at=at, what=what, words="", document=row.document, on=content.get("raised_on"))


@transaction.atomic
def retire_stated(*, actor: Actor, kind: str, code: str, at: datetime) -> None:
    """The pack does not state it any more; nothing is deleted."""
    tables: Mapping[str, Any] = {
        "plan": Plan,
        "programme": Programme,
        "project": Project,
        "recommendation": Recommendation,
    }
    tables[kind].objects.filter(code=code).update(retired_at=at)
    _record(actor, f"{kind}_retired", kind, code, at)


def _put(table: Any, content: Content, **more: Any) -> None:
    table.objects.update_or_create(
        code=content["code"],
        defaults={
            "title": content["title"],
            "first_year": content["first_year"],
            "last_year": content.get("last_year") or content["first_year"],
            "agency_id": directory.get_agency_by_code(code=content["agency"]).id,
            "content": content,
            "retired_at": None,
            **more,
        },
    )


def _put_lines(project: Project, stated: Sequence[Content], owner: Content, at: datetime) -> None:
    """Lines stated anew are added, those no longer stated go out of use; what stays as it was is not touched."""
    place = ", ".join(str(owner[name]) for name in ("document", "place") if owner.get(name))
    wanted = [
        (
            one.get("year"),
            one["source"],
            one["kind"],
            int(one["amount"]),
            one.get("note", ""),
            one.get("document") or place,
        )
        for one in stated
    ]
    for line in MoneyLine.objects.filter(project=project, stated=True, retired_at=None):
        known = (line.year, line.source, line.kind, line.amount, line.note, line.document)
        if known in wanted:
            wanted.remove(known)
        else:
            line.retired_at = at
            line.save(update_fields=["retired_at"])
    MoneyLine.objects.bulk_create(
        MoneyLine(
            project=project,
            year=year,
            source=source,
            kind=kind,
            amount=amount,
            note=note,
            document=document,
            stated=True,
            recorded_at=at,
        )
        for year, source, kind, amount, note, document in wanted
    )


def _record(actor: Actor, what: str, kind: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=f"directives.{what}", subject_kind=kind, subject_id=code, at=at)
