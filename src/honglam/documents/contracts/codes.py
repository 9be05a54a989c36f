"""Kinds and states of official documents. Values are stored for ever; labels are English msgids.

Administrative kinds: NĐ 30/2020/NĐ-CP, Article 7; normative ones: the law on making legal documents.
"""

from enum import StrEnum

from honglam.kernel.values import text_noop


class DocumentKind(StrEnum):
    """What kind of document it is (tên loại)."""

    LAW = "law"
    ORDINANCE = "ordinance"
    DECREE = "decree"
    CIRCULAR = "circular"
    JOINT_CIRCULAR = "joint_circular"
    RESOLUTION = "resolution"
    DECISION = "decision"
    DIRECTIVE = "directive"
    WORKING_RULES = "working_rules"
    REGULATION = "regulation"
    COMMUNIQUE = "communique"
    NOTICE = "notice"
    GUIDANCE = "guidance"
    PROGRAMME = "programme"
    PLAN = "plan"
    OPTION = "option"
    SCHEME = "scheme"
    PROJECT = "project"
    REPORT = "report"
    MINUTES = "minutes"
    SUBMISSION = "submission"
    CONTRACT = "contract"
    TELEGRAM = "telegram"
    MEMORANDUM = "memorandum"
    AGREEMENT = "agreement"
    AUTHORISATION = "authorisation"
    INVITATION = "invitation"
    INTRODUCTION = "introduction"
    LEAVE = "leave"
    SENDING_SLIP = "sending_slip"
    TRANSFER_SLIP = "transfer_slip"
    REPORT_SLIP = "report_slip"
    OFFICIAL_LETTER = "official_letter"
    PUBLIC_LETTER = "public_letter"
    OTHER = "other"


KIND_LABELS = {
    DocumentKind.LAW: text_noop("Law"),
    DocumentKind.ORDINANCE: text_noop("Ordinance"),
    DocumentKind.DECREE: text_noop("Decree"),
    DocumentKind.CIRCULAR: text_noop("Circular"),
    DocumentKind.JOINT_CIRCULAR: text_noop("Joint circular"),
    DocumentKind.RESOLUTION: text_noop("Resolution"),
    DocumentKind.DECISION: text_noop("Decision (document)"),
    DocumentKind.DIRECTIVE: text_noop("Directive (kind of document)"),
    DocumentKind.WORKING_RULES: text_noop("Working rules"),
    DocumentKind.REGULATION: text_noop("Regulation"),
    DocumentKind.COMMUNIQUE: text_noop("Communiqué"),
    DocumentKind.NOTICE: text_noop("Notice (document)"),
    DocumentKind.GUIDANCE: text_noop("Guidance"),
    DocumentKind.PROGRAMME: text_noop("Programme (document)"),
    DocumentKind.PLAN: text_noop("Plan (document)"),
    DocumentKind.OPTION: text_noop("Plan of options"),
    DocumentKind.SCHEME: text_noop("Scheme"),
    DocumentKind.PROJECT: text_noop("Project (document)"),
    DocumentKind.REPORT: text_noop("Report (document)"),
    DocumentKind.MINUTES: text_noop("Minutes"),
    DocumentKind.SUBMISSION: text_noop("Submission"),
    DocumentKind.CONTRACT: text_noop("Contract"),
    DocumentKind.TELEGRAM: text_noop("Official telegram"),
    DocumentKind.MEMORANDUM: text_noop("Memorandum"),
    DocumentKind.AGREEMENT: text_noop("Agreement"),
    DocumentKind.AUTHORISATION: text_noop("Letter of authorisation"),
    DocumentKind.INVITATION: text_noop("Letter of invitation"),
    DocumentKind.INTRODUCTION: text_noop("Letter of introduction"),
    DocumentKind.LEAVE: text_noop("Leave certificate"),
    DocumentKind.SENDING_SLIP: text_noop("Sending slip"),
    DocumentKind.TRANSFER_SLIP: text_noop("Transfer slip (document)"),
    DocumentKind.REPORT_SLIP: text_noop("Report slip"),
    DocumentKind.OFFICIAL_LETTER: text_noop("Official letter"),
    DocumentKind.PUBLIC_LETTER: text_noop("Letter for the public"),
    DocumentKind.OTHER: text_noop("Document of another kind"),
}


class Validity(StrEnum):
    """Whether a document is in force, as far as anybody confirmed it."""

    UNKNOWN = "unknown"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


VALIDITY_LABELS = {
    Validity.UNKNOWN: text_noop("not confirmed"),
    Validity.IN_FORCE: text_noop("in force"),
    Validity.REPLACED: text_noop("replaced"),
}


class Relation(StrEnum):
    """What one document says about another."""

    CITES = "cites"
    REPLACES = "replaces"
    AMENDS = "amends"


RELATION_LABELS = {
    Relation.CITES: text_noop("cites"),
    Relation.REPLACES: text_noop("replaces"),
    Relation.AMENDS: text_noop("amends"),
}


class Doubt(StrEnum):
    """In what the documents that cite one document do not agree."""

    DATE = "date"
    SYMBOL = "symbol"


DOUBT_LABELS = {
    Doubt.DATE: text_noop("cited with different dates"),
    Doubt.SYMBOL: text_noop("cited with different numbers or symbols"),
}
