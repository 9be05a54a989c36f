"""Dossiers through the API: file, look at, act on. The same doors as the pages, one call each."""

from honglam.dossiers.rest import acting, bulk, filing, reading
from honglam.dossiers.rest.calls import router

__all__ = ["acting", "bulk", "filing", "reading", "router"]
