"""Codes that are stored for ever, each with the words people read."""

from collections.abc import Mapping
from enum import StrEnum

from honglam.kernel.values import text_noop


class HolderKind(StrEnum):
    """Whose paper it is: a person by citizen number, or an organisation or household business by tax code."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


class Origin(StrEnum):
    """Where an entry came from."""

    ISSUED = "issued"
    CHECKED = "checked"
    BROUGHT = "brought"


class Status(StrEnum):
    """What was done to an entry. Whether it has expired follows from its dates and is not stored."""

    VALID = "valid"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class Standing(StrEnum):
    """How an entry stands on a day: its status, seen together with its dates."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    ERASED = "erased"


class Fit(StrEnum):
    """Whether a held paper answers a component on a day, and if not, why not."""

    FITS = "fits"
    WRONG_TYPE = "wrong_type"
    NOT_IN_FORCE = "not_in_force"
    TOO_OLD = "too_old"
    UNDATED = "undated"
    HIDDEN = "hidden"
    NO_FILE = "no_file"
    UNCHECKED = "unchecked"


class UseKind(StrEnum):
    """What somebody did with an entry. Lines of the log are never changed."""

    DEPOSITED = "deposited"
    OFFERED = "offered"
    AGREED = "agreed"
    TAKEN_BACK = "taken_back"
    REUSED = "reused"
    LOOKED = "looked"
    DOWNLOADED = "downloaded"
    HIDDEN = "hidden"
    SHOWN = "shown"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    ERASED = "erased"


class Basis(StrEnum):
    """What allows the use (Luật 91/2025/QH15): the owner's consent, or a duty of the agency laid down by law."""

    CONSENT = "consent"
    LAW = "law"
    OWNER = "owner"


ORIGINS: Mapping[Origin, str] = {
    Origin.ISSUED: text_noop("Issued by the province"),
    Origin.CHECKED: text_noop("Checked by an officer"),
    Origin.BROUGHT: text_noop("Added by you, not checked yet"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.VALID: text_noop("Still in force"),
    Standing.NOT_YET: text_noop("Not in force yet"),
    Standing.EXPIRED: text_noop("Expired"),
    Standing.REVOKED: text_noop("Withdrawn by the agency"),
    Standing.SUPERSEDED: text_noop("Replaced by a newer one"),
    Standing.ERASED: text_noop("Erased"),
}
USES: Mapping[UseKind, str] = {
    UseKind.DEPOSITED: text_noop("Put into the wallet"),
    UseKind.OFFERED: text_noop("Seen that the province holds it"),
    UseKind.AGREED: text_noop("You agreed to its reuse"),
    UseKind.TAKEN_BACK: text_noop("You took your agreement back"),
    UseKind.REUSED: text_noop("Reused in a dossier"),
    UseKind.LOOKED: text_noop("Opened by an officer"),
    UseKind.DOWNLOADED: text_noop("Downloaded by you"),
    UseKind.HIDDEN: text_noop("Hidden by you"),
    UseKind.SHOWN: text_noop("Shown again by you"),
    UseKind.REVOKED: text_noop("Withdrawn by the agency"),
    UseKind.SUPERSEDED: text_noop("Replaced by a newer one"),
    UseKind.ERASED: text_noop("Erased"),
}
BASES: Mapping[Basis, str] = {
    Basis.CONSENT: text_noop("with your consent"),
    Basis.LAW: text_noop("as a duty laid down by law"),
    Basis.OWNER: text_noop("by yourself"),
}
