"""Tables of identity, one module per aggregate."""

from honglam.identity.models.account import Account, ExternalIdentity
from honglam.identity.models.consent import Consent, DataRequest, DataRequestLine
from honglam.identity.models.contact_code import ContactCode
from honglam.identity.models.enterprise import Enterprise, Membership
from honglam.identity.models.keeping import RequestTimes, RetentionRule
from honglam.identity.models.mandate import Mandate, MandateRule
from honglam.identity.models.sign_in import SignIn
from honglam.identity.models.token import ApiToken

__all__ = [
    "Account",
    "ApiToken",
    "Consent",
    "ContactCode",
    "DataRequest",
    "DataRequestLine",
    "Enterprise",
    "ExternalIdentity",
    "Mandate",
    "MandateRule",
    "Membership",
    "RequestTimes",
    "RetentionRule",
    "SignIn",
]
