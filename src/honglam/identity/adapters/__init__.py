"""What Django and allauth call us through: the backend, two adapters, and the beginning and end of sessions."""

from honglam.identity.adapters.accounts import AccountAdapter, AccountBackend
from honglam.identity.adapters.second_factor import SecondFactorAdapter

__all__ = ["AccountAdapter", "AccountBackend", "SecondFactorAdapter"]
