"""Tables of exchange."""

from honglam.exchange.models.national import NationalFiling, NationalLink, NationalReport
from honglam.exchange.models.webhooks import Delivery, Subscription

__all__ = ["Delivery", "NationalFiling", "NationalLink", "NationalReport", "Subscription"]
