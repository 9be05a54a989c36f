"""What the pack states of documents and of who cites whom."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.documents.models import Citation, Document
from honglam.documents.services.registering import describe, judge, settled
from honglam.kernel import audit
from honglam.kernel.values import Actor

Content = dict[str, Any]


@transaction.atomic
def put_document(*, actor: Actor, content: Content, at: datetime) -> None:
    """Make or change a document of the pack."""
    row = Document.objects.filter(code=content["code"]).first() or Document(code=content["code"])
    row.kind, row.symbol, row.dated = content["kind"], content.get("symbol", ""), _day(content)
    row.issuer, row.title = content.get("issuer", ""), content["title"]
    row.signer, row.signer_post = content.get("signer", ""), content.get("signer_post", "")
    row.recipients, row.note = list(content.get("recipients", ())), content.get("note", "")
    row.validity, row.provisional = content.get("validity", "unknown"), content.get("provisional", False)
    row.from_pack, row.retired_at = True, None
    row.content = {key: value for key, value in content.items() if key != "cites"}
    describe(row)
    settled(row, actor=actor, at=at, action="document_stated")


@transaction.atomic
def put_citation(*, actor: Actor, key: str, content: Content, at: datetime) -> None:
    """Make or change a place where one document of the pack speaks of another."""
    by = Document.objects.get(code=key.rpartition("/")[0])
    before = Citation.objects.filter(code=key).values_list("cited_id", flat=True).first()
    cited = Document.objects.get(code=content["document"])
    Citation.objects.update_or_create(
        code=key,
        defaults={
            "document": by,
            "cited": cited,
            "relation": content.get("relation", "cites"),
            "symbol": content.get("symbol", ""),
            "symbol_key": cited.symbol_key,
            "dated": _day(content),
            "place": content.get("place", ""),
            "quote": content.get("quote", ""),
            "from_pack": True,
            "content": content,
            "retired_at": None,
        },
    )
    judge({cited.pk, before})
    _record(actor, "citation_stated", "citation", key, at)


@transaction.atomic
def retire(*, actor: Actor, kind: str, code: str, at: datetime) -> None:
    """The pack does not state it any more; nothing is deleted."""
    if kind == "citation":
        row = Citation.objects.get(code=code)
        Citation.objects.filter(pk=row.pk).update(retired_at=at)
        judge({row.cited_id})
    else:
        Document.objects.filter(code=code).update(retired_at=at)
    _record(actor, f"{kind}_retired", kind, code, at)


def _day(content: Content) -> date | None:
    return date.fromisoformat(content["dated"]) if content.get("dated") else None


def _record(actor: Actor, what: str, kind: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=f"documents.{what}", subject_kind=kind, subject_id=code, at=at)
