"""The router of this block's routes, with what every route of the API needs."""

from ninja import Router

from honglam.dossiers.access import require_files
from honglam.kernel.calls import caller, key_of

__all__ = ["caller", "key_of", "require_files", "router"]

router = Router()
