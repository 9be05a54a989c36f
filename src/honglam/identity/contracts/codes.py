"""Words with a fixed spelling: kinds, channels, proofs, roles, and the keys of the session."""

from enum import StrEnum

# Keys of the session: the live sign-in behind it, and whom the person acts for at the moment: an
# enterprise (its id), or somebody whose mandate they hold (`mandate:` and its id).
SIGN_IN = "sign_in"
ACTING_FOR = "acting_for"
MANDATE = "mandate"


class AccountKind(StrEnum):
    """Who stands behind an account."""

    CITIZEN = "citizen"
    STAFF = "staff"
    SERVICE = "service"


class Gender(StrEnum):
    """As the citizen card prints it."""

    MALE = "male"
    FEMALE = "female"


class Channel(StrEnum):
    """A way to reach a person that can be proven with a code."""

    EMAIL = "email"
    PHONE = "phone"


class Proof(StrEnum):
    """Who vouches for a citizen id: nobody (typed in), a clerk who held the card, an identity provider, the demo."""

    NOBODY = ""
    COUNTER = "counter"
    PROVIDER = "provider"
    DEMO = "demo"


class SecondFactor(StrEnum):
    """How a session stands with the second factor."""

    SATISFIED = "satisfied"
    NOT_REQUIRED = "not_required"
    MISSING = "missing"


class Role(StrEnum):
    """What a person may do for an enterprise: an owner also decides who else acts for it."""

    OWNER = "owner"
    MEMBER = "member"


class Audience(StrEnum):
    """To whom a screen offers a permission for tokens: only those whom it could be of use to."""

    EVERYBODY = "everybody"
    OFFICERS = "officers"
    ADMINISTRATORS = "administrators"
    SERVICES = "services"
