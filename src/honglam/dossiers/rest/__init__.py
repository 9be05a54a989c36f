"""Dossiers through the API: file, look at, act on. The same doors as the pages, one call each."""

from ninja import Router

from honglam.dossiers.rest.acting import router as acting
from honglam.dossiers.rest.filing import router as filing
from honglam.dossiers.rest.reading import router as reading

router = Router()
router.add_router("", filing)
router.add_router("", reading)
router.add_router("", acting)

__all__ = ["router"]
