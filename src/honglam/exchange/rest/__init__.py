"""The API of exchange."""

from honglam.exchange.rest.national import router as national
from honglam.exchange.rest.webhooks import router

__all__ = ["national", "router"]
