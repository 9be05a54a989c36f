"""The catalogue through the API."""

from honglam.procedures.rest.routes import router

__all__ = ["router"]
