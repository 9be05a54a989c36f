"""Who may change the catalogue, and the ways from a code to a row. Reading it is free to everybody."""

from uuid import UUID

from honglam.kernel.values import Actor, ActorKind, NotFound
from honglam.procedures.contracts import DraftNotFound, ProcedureNotFound, VersionNotFound
from honglam.procedures.contracts.national import ImportNotFound
from honglam.procedures.models import CatalogueImport, Procedure, ProcedureVersion, VersionDraft

KEEPERS = ("administrator", "procedure_controller")


def require_keeper(*, actor: Actor) -> None:
    """The catalogue is kept by the pack (the system) and by administrators; for others it looks absent."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(*KEEPERS):
        raise NotFound


def draft_by_id(*, actor: Actor, draft_id: UUID, lock: bool = False) -> VersionDraft:
    """A draft for a keeper of the catalogue, or DraftNotFound. `lock`: to change it."""
    require_keeper(actor=actor)
    rows = VersionDraft.objects.select_related("procedure", "base", "version")
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(id=draft_id).first()
    if row is None:
        raise DraftNotFound
    return row


def import_by_id(*, actor: Actor, import_id: UUID, lock: bool = False) -> CatalogueImport:
    """A file of national records for a keeper of the catalogue, or ImportNotFound. `lock`: to carry its plan out."""
    require_keeper(actor=actor)
    rows = CatalogueImport.objects.select_for_update() if lock else CatalogueImport.objects.all()
    row = rows.filter(id=import_id).first()
    if row is None:
        raise ImportNotFound
    return row


def without_nul(text: str) -> str:
    """A text from outside that PostgreSQL will take: NUL stands in no code of ours."""
    return text.replace("\0", "")


def procedure_by_code(*, code: str) -> Procedure:
    """The procedure, retired ones too, or ProcedureNotFound."""
    try:
        return Procedure.objects.get(code=code)
    except Procedure.DoesNotExist as missing:
        raise ProcedureNotFound(code=code) from missing


def version_by_id(*, version_id: int) -> ProcedureVersion:
    """The version's row without its content, or VersionNotFound."""
    try:
        return ProcedureVersion.objects.select_related("procedure__field").defer("content").get(id=version_id)
    except ProcedureVersion.DoesNotExist as missing:
        raise VersionNotFound from missing


def version_by_number(*, code: str, number: int) -> ProcedureVersion:
    """A version by the procedure's code and its own number, with its content, or VersionNotFound."""
    row = ProcedureVersion.objects.filter(procedure__code=without_nul(code), number=number).first()
    if row is None:
        raise VersionNotFound
    return row
