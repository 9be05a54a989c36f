"""A person goes through what was read: particulars typed over, proposals taken, corrected or left out one by one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.documents import access
from honglam.documents.contracts import (
    CITATION_FIELDS,
    FIGURE_FIELDS,
    HEAD_FIELDS,
    ImportMovedOn,
    ImportNotFound,
    ImportSettled,
    ImportState,
    LinkChoice,
    ProposalKind,
    ProposalMovedOn,
    Typed,
    UnknownLink,
    Verdict,
)
from honglam.documents.models import Document, DocumentImport, Proposal
from honglam.documents.queries.imports import offered
from honglam.documents.rules.understanding import LIMITS, read_citation, read_figure, same
from honglam.kernel import audit
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor

MOST_TYPED = 2 * max(LIMITS.values())
"""Of one field; what is too long for the register is kept and refused when it is confirmed."""


@transaction.atomic
def save_head(*, actor: Actor, import_id: UUID, typed: Typed, revision: int, at: datetime) -> int:
    """Keep the particulars as they are typed, right or not; the new revision.

    Raises ImportNotFound, ImportSettled, ImportMovedOn where somebody saved since that revision.
    """
    row = open_import(actor, import_id)
    if row.revision != revision:
        raise ImportMovedOn
    head = {field: nfc(typed.get(field, row.head.get(field, "")))[:MOST_TYPED] for field in HEAD_FIELDS}
    if head == row.head:
        return row.revision
    row.head, row.revision = head, row.revision + 1
    row.save(update_fields=["head", "revision"])
    _record(actor, "import_typed", row, at, {"revision": row.revision})
    return row.revision


@transaction.atomic
def take_proposal(
    *, actor: Actor, import_id: UUID, number: int, typed: Typed, link: str, revision: int, at: datetime
) -> Verdict:
    """Stand by a citation or a figure, as it was read or as it is typed now; `link`: what a citation leads to.

    Raises ImportNotFound, ImportSettled, ProposalMovedOn, UnknownLink, FieldErrors.
    """
    row, one = _proposal(actor, import_id, number, revision)
    is_citation = one.kind == ProposalKind.CITATION.value
    fields = CITATION_FIELDS if is_citation else FIGURE_FIELDS
    said = {field: " ".join(nfc(typed.get(field, "")).split())[:MOST_TYPED] for field in fields}
    if is_citation:
        read_citation(said)
        cited, is_new = _linked(actor, link, one)
        # Of what was offered for the words as they stood until now; of a number that is only typed nobody saw any.
        # What a colleague entered while the page stood open was not on it.
        shown = set(typed["_shown"].split()) if "_shown" in typed else None
        stood = [str(row.id) for row in offered(actor=actor, one=one)] if is_new else []
        one.passed_over = [key for key in stood if shown is None or key in shown]
        one.cited, one.new_entry = cited, is_new
    else:
        read_figure(said)
    one.typed = said
    verdict = Verdict.ACCEPTED if same(said, one.said) else Verdict.CORRECTED
    settle_proposal(actor, row, one, verdict, at)
    return verdict


@transaction.atomic
def drop_proposal(*, actor: Actor, import_id: UUID, number: int, revision: int, at: datetime) -> None:
    """Leave out what was read wrongly or is of no use. Raises ImportNotFound, ImportSettled, ProposalMovedOn."""
    row, one = _proposal(actor, import_id, number, revision)
    _let_go(one)
    settle_proposal(actor, row, one, Verdict.DROPPED, at)


@transaction.atomic
def reopen_proposal(*, actor: Actor, import_id: UUID, number: int, revision: int, at: datetime) -> None:
    """Take a decision back. Raises ImportNotFound, ImportSettled, ProposalMovedOn."""
    row, one = _proposal(actor, import_id, number, revision)
    one.typed = one.said
    _let_go(one)
    settle_proposal(actor, row, one, Verdict.OPEN, at)


def open_import(actor: Actor, import_id: UUID) -> DocumentImport:
    """A document that waits for people, locked. Raises ImportNotFound, ImportSettled."""
    row = access.import_for(actor, import_id, lock=True)
    if row.state != ImportState.PROPOSED.value:
        raise ImportSettled
    return row


def _proposal(actor: Actor, import_id: UUID, number: int, revision: int) -> tuple[DocumentImport, Proposal]:
    row = open_import(actor, import_id)
    one = Proposal.objects.select_for_update().filter(document_import=row, number=number).first()
    if one is None:
        raise ImportNotFound
    if one.revision != revision:
        raise ProposalMovedOn
    return row, one


def _linked(actor: Actor, link: str, one: Proposal) -> tuple[Document | None, bool]:
    """What a citation leads to. An entry that a colleague chose stays, though this actor may not open it."""
    if link in set(LinkChoice):
        return None, link == LinkChoice.NEW
    try:
        wanted = UUID(link)
    except ValueError as fault:
        raise UnknownLink(field="link") from fault
    if one.cited is not None and one.cited.pk == wanted and one.cited.retired_at is None:
        return one.cited, False
    row = access.documents_of(actor).filter(id=wanted).first()
    if row is None:
        raise UnknownLink(field="link")
    return row, False


def _let_go(one: Proposal) -> None:
    """It leads nowhere any more."""
    one.cited, one.new_entry, one.passed_over = None, False, []


def settle_proposal(actor: Actor, row: DocumentImport, one: Proposal, verdict: Verdict, at: datetime) -> None:
    """Keep what somebody said of a proposal, with who and when."""
    one.verdict, one.revision = verdict.value, one.revision + 1
    one.decided_by, one.decided_at = actor.name, at
    one.save()
    _record(actor, "proposal_decided", row, at, {"number": one.number, "verdict": verdict.value, "typed": one.typed})


def _record(actor: Actor, what: str, row: DocumentImport, at: datetime, detail: dict[str, object]) -> None:
    audit.record(
        actor=actor,
        action=f"documents.{what}",
        subject_kind="document_import",
        subject_id=row.id,
        at=at,
        detail=detail,
    )
