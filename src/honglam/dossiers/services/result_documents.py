"""The result made here: drafted from the template, signed as it stands, numbered and filed at issue.

The number stands on the paper, and nothing slow may happen under the number's lock. So the paper is set with the number
that comes next, and then exactly that number is claimed: whoever was quicker makes us set it once more.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import Case, dossier_for
from honglam.dossiers.contracts import (
    Done,
    Outcome,
    ResultDraftChange,
    ResultDraftMovedOn,
    ResultInput,
    ResultTemplateMissing,
    Verb,
)
from honglam.dossiers.models import ResultDraft, Task
from honglam.dossiers.queries.result_drafts import (
    draft_refusal,
    find_draft,
    is_signing,
    issuing_agency,
    make_document,
    make_sheet,
)
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.result_documents import DocumentSheet, blocks_from, stored_blocks, texts_of, with_texts
from honglam.dossiers.services.numbering import Series, claim_result_number, next_result_number
from honglam.dossiers.services.turning import Act, begin, conclude
from honglam.dossiers.services.writing import holder_of
from honglam.files import api as files
from honglam.files.contracts import StoredFile
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.procedures.contracts import DocumentDraft, StepKind

Typesetter = Callable[[DocumentSheet], bytes]
HASTY_TRIES = 3
"""So often we are outrun; then we wait for our turn and set the paper under the lock."""


@transaction.atomic
def save_result_draft(
    *, actor: Actor, dossier_id: UUID, change: ResultDraftChange, revision: int | None, at: datetime
) -> Done:
    """Keep what an officer mended in the drafted result; a signature that was on it is gone.

    `revision` is the one the officer saw; None overwrites.
    """
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    act = begin(actor=actor, verb=Verb.DRAFT_RESULT, case=case, facts=Facts(), at=at)
    row, made = find_draft(case.dossier), make_document(case, at=at)
    if row and revision is not None and row.revision != revision:
        raise ResultDraftMovedOn(name=row.saved_by_name)
    if change.outcome is Outcome.GRANTED and made is None:
        raise ResultTemplateMissing(field="outcome")
    _write_change(act, row or _first(case, made, at=at), change)
    conclude(act, event=None, content={"outcome": change.outcome.value})
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at)


def sign_draft(act: Act, task: Task) -> None:
    """Whoever finishes the signing step signs what is drafted, as it stands at this moment."""
    if task.kind != StepKind.SIGN.value:
        return
    row, made = find_draft(act.dossier), make_document(act.case, at=act.at)
    if row is None and made is None:
        return
    row = row or _first(act.case, made, at=act.at)
    _sign(row, act.actor, act.at)
    row.save()


def unsign_draft(act: Act) -> None:
    """A result that was taken back is signed again."""
    ResultDraft.objects.filter(dossier=act.dossier).update(signed_at=None, signer_name="", signer_title="")


def drafted_input(case: Case, *, at: datetime) -> ResultInput:
    """What the draft says, as the rules ask for it; the number and the file come at issue."""
    row, made = find_draft(case.dossier), make_document(case, at=at)
    outcome = Outcome(row.outcome) if row else Outcome.GRANTED
    if outcome is Outcome.GRANTED and made is None:
        raise ResultTemplateMissing(field="from_draft")
    return ResultInput(
        outcome=outcome,
        from_draft=True,
        issued_on=local(at).date(),
        title=row.title if row and row.title else made.title if made else "",
        reason=row.reason if row else "",
        legal_basis=row.legal_basis if row else "",
    )


def signed_draft(act: Act) -> ResultDraft:
    """The draft with its signature; whoever issues at the signing step signs by it."""
    case = act.case
    row = find_draft(case.dossier) or _first(case, make_document(case, at=act.at), at=act.at)
    if refusal := draft_refusal(act.actor, case, row, act.task):
        raise refusal
    if row.signed_at is not None and not is_signing(case, act.task) and _signs_somewhere(case):
        return row
    _sign(row, act.actor, act.at)
    row.save()
    return row


def number_and_file(act: Act, row: ResultDraft, typeset: Typesetter) -> tuple[str, StoredFile]:
    """Set the document with the next number, store it, and claim that number; again where somebody was quicker."""
    made = make_document(act.case, at=act.at)
    assert made is not None  # noqa: S101 - `drafted_input` has refused a granted result without a template
    agency_id, on = issuing_agency(act.dossier).id, local(act.at).date()
    series = Series(agency_id=agency_id, name=made.series, year=on.year)
    for wait in (*[False] * HASTY_TRIES, True):
        number = next_result_number(series, wait=wait)
        sheet = make_sheet(act.dossier, row, made, on=on, number=number)
        with transaction.atomic():
            stored = _store(act, sheet, typeset(sheet))
            if claim_result_number(series, number):
                break
            transaction.set_rollback(True)
    return sheet.number_text, stored


def _store(act: Act, sheet: DocumentSheet, pdf: bytes) -> StoredFile:
    name = f"{sheet.title[:80]} {sheet.number_text}.pdf".replace("/", "-")
    return files.store(
        actor=act.actor, content=pdf, name=name, at=act.at, purpose="result", holder=holder_of(act.dossier.id)
    )


def _first(case: Case, made: DocumentDraft | None, *, at: datetime) -> ResultDraft:
    """The draft as the template makes it, not yet written."""
    rejected = made is None or case.dossier.concluded == Outcome.REJECTED.value
    return ResultDraft(
        dossier=case.dossier,
        outcome=(Outcome.REJECTED if rejected else Outcome.GRANTED).value,
        title=made.title if made else "",
        blocks=stored_blocks(made.blocks) if made else [],
        saved_at=at,
    )


def _write_change(act: Act, row: ResultDraft, change: ResultDraftChange) -> None:
    row.outcome = change.outcome.value
    row.title = clean(change.title, 500) or row.title
    blocks = blocks_from(row.blocks)
    named = [name for name in texts_of(blocks) if name in change.texts]
    texts = {name: clean_long(change.texts[name], field=f"block-{name}") for name in named}
    row.blocks = stored_blocks(with_texts(blocks, texts))
    row.reason, row.legal_basis = (
        clean_long(change.reason, field="reason"),
        clean_long(change.legal_basis, field="legal_basis"),
    )
    row.revision += 1
    row.saved_at, row.saved_by_name = act.at, act.actor.name
    row.signed_at, row.signer_name, row.signer_title = None, "", ""
    row.save()


def _sign(row: ResultDraft, actor: Actor, at: datetime) -> None:
    row.signed_at, row.signer_name = at, actor.name
    row.signer_title = directory.get_post(post_id=actor.post_id).title if actor.post_id else ""


def _signs_somewhere(case: Case) -> bool:
    return any(step.kind is StepKind.SIGN for step in case.version.process.steps)
