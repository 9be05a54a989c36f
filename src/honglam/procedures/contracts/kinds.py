"""The codes of the catalogue: stable words that stand in rows, packs and addresses."""

from enum import IntEnum, StrEnum

from honglam.kernel.values import text_noop


class Level(StrEnum):
    """Who settles: the province or the commune (districts ended on 1 July 2025)."""

    PROVINCE = "province"
    COMMUNE = "commune"


class Channel(StrEnum):
    """The way a dossier comes in (cách thức thực hiện)."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    POSTAL = "postal"


class ChannelCode(IntEnum):
    """The same in the national catalogue (KENH)."""

    IN_PERSON = 1
    ONLINE = 2
    POSTAL = 3


NATIONAL_CHANNEL: dict[Channel, ChannelCode] = {channel: ChannelCode[channel.name] for channel in Channel}


class ApplicantKind(StrEnum):
    """Whom a procedure is for (đối tượng thực hiện), as the national catalogue groups them."""

    CITIZEN = "citizen"
    OVERSEAS_VIETNAMESE = "overseas_vietnamese"
    FOREIGNER = "foreigner"
    OFFICIAL = "official"
    ENTERPRISE = "enterprise"
    FOREIGN_ENTERPRISE = "foreign_enterprise"
    COOPERATIVE = "cooperative"
    ORGANISATION = "organisation"
    FOREIGN_ORGANISATION = "foreign_organisation"
    PARTY = "party"


class OnlineLevel(StrEnum):
    """How far it can be done online (NĐ 42/2022 Đ4; NĐ 224/2026 Đ14: the whole way unless a reason is published)."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class FeeKind(StrEnum):
    """Phí (for a service) and lệ phí (for an act of the state): Luật Phí và lệ phí 2015 Đ3."""

    FEE = "fee"
    CHARGE = "charge"


class CollectAt(StrEnum):
    """When it is paid (HinhThucThu 1, 2, 4)."""

    ON_RECEIPT = "on_receipt"
    ON_SUPPLEMENT = "on_supplement"
    ON_RETURN = "on_return"


class StepKind(StrEnum):
    """What is done in a step of the process."""

    ASSIGN = "assign"
    REVIEW = "review"
    VERIFY = "verify"
    CONSULT = "consult"
    DRAFT = "draft"
    APPROVE = "approve"
    SIGN = "sign"
    CLERK = "clerk"
    RETURN = "return"


class Silence(StrEnum):
    """What it means when a consulted agency has not answered by its deadline.

    `agrees`: it counts as agreement, because a law says so; `proceeds`: the step goes on without the opinion;
    `escalates`: the opinion must be there, the heads are told, and only the lead agency's head may go on without it.
    """

    AGREES = "agrees"
    PROCEEDS = "proceeds"
    ESCALATES = "escalates"


class VersionState(StrEnum):
    """A draft binds nobody, a published version is in force on its dates, a retired one is closed for new dossiers."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Audience(StrEnum):
    """Whose life events these are."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"


class Widget(StrEnum):
    """How a question is put on the page."""

    TEXT = "text"
    TEXTAREA = "textarea"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    RADIO = "radio"
    SELECT = "select"
    CHECKBOX = "checkbox"
    CHECKBOXES = "checkboxes"
    COMMUNE = "commune"
    EMAIL = "email"
    PHONE = "phone"


class Width(StrEnum):
    """How much of the line a field takes on a wide screen."""

    SHORT = "short"
    HALF = "half"
    FULL = "full"


LABELS: dict[StrEnum, str] = {
    Silence.AGREES: text_noop("silence counts as agreement"),
    Silence.PROCEEDS: text_noop("the step goes on without the opinion"),
    Silence.ESCALATES: text_noop("the opinion must be there: the heads are told"),
    Level.PROVINCE: text_noop("Province"),
    Level.COMMUNE: text_noop("Commune"),
    Channel.IN_PERSON: text_noop("In person"),
    Channel.ONLINE: text_noop("Online"),
    Channel.POSTAL: text_noop("By public post"),
    ApplicantKind.CITIZEN: text_noop("Vietnamese citizens"),
    ApplicantKind.OVERSEAS_VIETNAMESE: text_noop("Vietnamese residing abroad"),
    ApplicantKind.FOREIGNER: text_noop("Foreigners"),
    ApplicantKind.OFFICIAL: text_noop("Officials and public employees"),
    ApplicantKind.ENTERPRISE: text_noop("Enterprises"),
    ApplicantKind.FOREIGN_ENTERPRISE: text_noop("Foreign-invested enterprises"),
    ApplicantKind.COOPERATIVE: text_noop("Cooperatives"),
    ApplicantKind.ORGANISATION: text_noop("Organisations (other than enterprises and cooperatives)"),
    ApplicantKind.FOREIGN_ORGANISATION: text_noop("Foreign organisations"),
    ApplicantKind.PARTY: text_noop("Party members and Party organisations"),
    OnlineLevel.FULL: text_noop("Entirely online"),
    OnlineLevel.PARTIAL: text_noop("Partly online"),
    OnlineLevel.NONE: text_noop("Not online"),
    FeeKind.FEE: text_noop("Service fee"),
    FeeKind.CHARGE: text_noop("State charge"),
    CollectAt.ON_RECEIPT: text_noop("when the dossier is handed in"),
    CollectAt.ON_SUPPLEMENT: text_noop("when the dossier is supplemented"),
    CollectAt.ON_RETURN: text_noop("when the result is handed over"),
}
"""What each code is called, as English msgids; entrances translate them. One table for codes that never coincide."""

AUDIENCE_LABELS: dict[Audience, str] = {
    Audience.CITIZEN: text_noop("For citizens"),
    Audience.ENTERPRISE: text_noop("For enterprises"),
}
"""The same for audiences, whose codes are also those of applicants."""
