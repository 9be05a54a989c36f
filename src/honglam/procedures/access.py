"""Who may change the catalogue, and the ways from a code to a row. Reading it is free to everybody."""

from honglam.kernel.values import Actor, ActorKind, NotFound
from honglam.procedures.contracts import ProcedureNotFound, VersionNotFound
from honglam.procedures.models import Procedure, ProcedureVersion

KEEPERS = ("administrator", "procedure_controller")


def require_keeper(*, actor: Actor) -> None:
    """The catalogue is kept by the pack (the system) and by administrators; for others it looks absent."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(*KEEPERS):
        raise NotFound


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
