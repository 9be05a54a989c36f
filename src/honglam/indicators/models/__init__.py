"""Tables of indicators: the dictionary, values and their grounds, criteria sets, reports, rounds."""

from honglam.indicators.models.appraisal import (
    Appeal,
    CriterionEntry,
    FinalScore,
    RoundStep,
    RoundSubject,
    ScoringRound,
)
from honglam.indicators.models.computed import ComputedTime
from honglam.indicators.models.criteria import CriteriaSetRow, CutOff
from honglam.indicators.models.dictionary import Indicator, IndicatorVersion
from honglam.indicators.models.findings import Finding
from honglam.indicators.models.incoming import IncomingFigureRow
from honglam.indicators.models.outside import OutsideIndexRow
from honglam.indicators.models.report import Report
from honglam.indicators.models.rounds import (
    FormEdition,
    FormLine,
    FormTemplateRow,
    ReportingRound,
    RoundForm,
)
from honglam.indicators.models.values import (
    CitedDocument,
    Computation,
    Ground,
    GrowthClaim,
    IndicatorValue,
    LegalCitation,
    Scope,
    Statement,
)
from honglam.indicators.models.writing import WritingEntry, WritingPattern, WritingReminder, WrittenReport

__all__ = [
    "Appeal",
    "CitedDocument",
    "Computation",
    "ComputedTime",
    "CriteriaSetRow",
    "CriterionEntry",
    "CutOff",
    "FinalScore",
    "Finding",
    "FormEdition",
    "FormLine",
    "FormTemplateRow",
    "Ground",
    "GrowthClaim",
    "IncomingFigureRow",
    "Indicator",
    "IndicatorValue",
    "IndicatorVersion",
    "LegalCitation",
    "OutsideIndexRow",
    "Report",
    "ReportingRound",
    "RoundForm",
    "RoundStep",
    "RoundSubject",
    "Scope",
    "ScoringRound",
    "Statement",
    "WritingEntry",
    "WritingPattern",
    "WritingReminder",
    "WrittenReport",
]
