"""Who was asked to sign a draft, and how each stands against what it says now."""

from uuid import UUID

from honglam.dossiers.access import cosigners_of, draft_for
from honglam.dossiers.contracts import CosignerView
from honglam.dossiers.models import Cosigner, Draft
from honglam.dossiers.rules.cosigning import Content, digest_of, standing
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.kernel.values import Actor


def list_cosigners(*, actor: Actor, draft_id: UUID) -> list[CosignerView]:
    """Those asked to sign the actor's draft, in the order in which they were asked."""
    return list_states(draft_for(actor=actor, draft_id=draft_id))


def list_states(draft: Draft) -> list[CosignerView]:
    """The same for a draft at hand; the digest is computed only where somebody was asked."""
    rows = cosigners_of(draft)
    now = digest_now(draft) if rows else ""
    return [cosigner_view(row, now) for row in rows]


def cosigner_view(row: Cosigner, now: str) -> CosignerView:
    """A cosigner against the digest of the draft as it stands."""
    return CosignerView(
        id=row.id,
        contact=row.contact,
        name=row.name,
        state=standing(
            signed=row.signed_at is not None, digest=row.digest, now=now, declined=row.declined_at is not None
        ).value,
        invited_at=row.invited_at,
        signed_at=row.signed_at,
    )


def asked_by(draft: Draft) -> str:
    """Who asks for signatures: the owner, and in whose name."""
    return identity.both_names(account_id=draft.owner_id, principal_id=draft.principal_id)


def digest_now(draft: Draft) -> str:
    """What a signature would cover at this moment. Two queries."""
    papers = list(draft.papers.values_list("component_code", "file_id"))
    digests = {file.id: file.sha256 for file in files.get_many(file_ids=[file_id for _, file_id in papers])}
    return digest_of(
        Content(
            version_id=draft.version_id,
            answers=draft.answers,
            applicant=draft.applicant,
            unit_code=draft.unit_code,
            papers=tuple((code, digests[file_id]) for code, file_id in papers),
        )
    )
