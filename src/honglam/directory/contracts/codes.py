"""The stable codes of units, agencies and posts: what rows store and what packs, files and the API say."""

from collections.abc import Mapping
from enum import StrEnum

from honglam.kernel.values import text_noop

CHOSEN_POST = "directory.post"
"""Key of the session under which the post an officer has chosen is kept."""


class Level(StrEnum):
    """The tiers of government. Districts ended on 1 July 2025; their history stays."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class UnitKind(StrEnum):
    """What an administrative unit is called; the codes are the law's own words without accents."""

    PROVINCE = "tinh"
    CENTRAL_CITY = "thanh_pho_tw"
    CITY = "thanh_pho"
    TOWN = "thi_xa"
    DISTRICT = "huyen"
    COMMUNE = "xa"
    WARD = "phuong"
    TOWNSHIP = "thi_tran"


class AgencyKind(StrEnum):
    """What an agency, or a unit inside one, is for. `VERTICAL` bodies (tax, police) are not under the committee."""

    COUNCIL = "council"
    COMMITTEE = "committee"
    OFFICE = "office"
    DEPARTMENT = "department"
    INSPECTORATE = "inspectorate"
    MANAGEMENT_BOARD = "management_board"
    ONE_STOP = "one_stop"
    DIVISION = "division"
    ECONOMIC_DIVISION = "economic_division"
    CULTURE_SOCIAL_DIVISION = "culture_social_division"
    AGENCY = "agency"
    CENTRE = "centre"
    REGISTRY = "registry"
    VERTICAL = "vertical"
    POSTAL = "postal"


class SuccessionKind(StrEnum):
    """How one becomes another. `CONTINUE` is said of units only, `TRANSFER` of agencies only."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    CONTINUE = "continue"
    TRANSFER = "transfer"


class PostRole(StrEnum):
    """What a post allows. A post may carry several."""

    RECEPTION_OFFICER = "reception_officer"
    PROCESSING_OFFICER = "processing_officer"
    UNIT_HEAD = "unit_head"
    APPROVER = "approver"
    CLERK = "clerk"
    RESULT_OFFICER = "result_officer"
    ONE_STOP_HEAD = "one_stop_head"
    PROCEDURE_CONTROLLER = "procedure_controller"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CASHIER = "cashier"
    ACCOUNTANT = "accountant"
    POSTAL_CLERK = "postal_clerk"


class HoldingKind(StrEnum):
    """How a person holds a post: in their own right, as permanent deputy, or until somebody is appointed."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    ACTING = "acting"


LEVEL_LABELS: Mapping[Level, str] = {
    Level.PROVINCE: text_noop("Province"),
    Level.DISTRICT: text_noop("District"),
    Level.COMMUNE: text_noop("Commune"),
}

AGENCY_KIND_LABELS: Mapping[AgencyKind, str] = {
    AgencyKind.COUNCIL: text_noop("People's Council"),
    AgencyKind.COMMITTEE: text_noop("People's Committee"),
    AgencyKind.OFFICE: text_noop("Office"),
    AgencyKind.DEPARTMENT: text_noop("Department"),
    AgencyKind.INSPECTORATE: text_noop("Inspectorate"),
    AgencyKind.MANAGEMENT_BOARD: text_noop("Management board"),
    AgencyKind.ONE_STOP: text_noop("One-stop centre"),
    AgencyKind.DIVISION: text_noop("Division"),
    AgencyKind.ECONOMIC_DIVISION: text_noop("Economic division"),
    AgencyKind.CULTURE_SOCIAL_DIVISION: text_noop("Culture and social division"),
    AgencyKind.AGENCY: text_noop("Sub-department"),
    AgencyKind.CENTRE: text_noop("Public service unit"),
    AgencyKind.REGISTRY: text_noop("Land registration office"),
    AgencyKind.VERTICAL: text_noop("Body of a central sector"),
    AgencyKind.POSTAL: text_noop("Postal service"),
}

ROLE_LABELS: Mapping[PostRole, str] = {
    PostRole.RECEPTION_OFFICER: text_noop("Receives dossiers"),
    PostRole.PROCESSING_OFFICER: text_noop("Processes dossiers"),
    PostRole.UNIT_HEAD: text_noop("Heads a unit"),
    PostRole.APPROVER: text_noop("Approves and signs"),
    PostRole.CLERK: text_noop("Numbers and seals documents"),
    PostRole.RESULT_OFFICER: text_noop("Hands over results"),
    PostRole.ONE_STOP_HEAD: text_noop("Heads a one-stop centre"),
    PostRole.PROCEDURE_CONTROLLER: text_noop("Controls administrative procedures"),
    PostRole.LEADER: text_noop("Leads an agency"),
    PostRole.AUDITOR: text_noop("Audits"),
    PostRole.ADMINISTRATOR: text_noop("Administers agencies and posts"),
    PostRole.CASHIER: text_noop("Takes fees at the counter"),
    PostRole.ACCOUNTANT: text_noop("Keeps the accounts of fees"),
    PostRole.POSTAL_CLERK: text_noop("Serves at a post office"),
}

HOLDING_KIND_LABELS: Mapping[HoldingKind, str] = {
    HoldingKind.HOLDER: text_noop("Holder of the post"),
    HoldingKind.DEPUTY: text_noop("Deputy in the post"),
    HoldingKind.ACTING: text_noop("Acting in the post"),
}

SUCCESSION_KIND_LABELS: Mapping[SuccessionKind, str] = {
    SuccessionKind.MERGE: text_noop("merged"),
    SuccessionKind.SPLIT: text_noop("divided"),
    SuccessionKind.RENAME: text_noop("renamed"),
    SuccessionKind.CONTINUE: text_noop("continued"),
    SuccessionKind.TRANSFER: text_noop("transferred functions"),
}
