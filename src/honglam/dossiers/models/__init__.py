"""Tables of a dossier's life, one file per aggregate."""

from honglam.dossiers.models.bulk import BulkAct, BulkItem
from honglam.dossiers.models.cosigner import Cosigner
from honglam.dossiers.models.counts import DailyCount, ReuseCount
from honglam.dossiers.models.dossier import Answers, Dossier, Extension, Pause, Rating, Supplement
from honglam.dossiers.models.draft import Along, Draft, DraftPaper
from honglam.dossiers.models.feedback import Feedback, FeedbackLine, FeedbackTimes
from honglam.dossiers.models.history import HistoryEvent
from honglam.dossiers.models.lapse import DeskRule, Lapse
from honglam.dossiers.models.look import Look
from honglam.dossiers.models.numbers import CodeCounter, SlipBook
from honglam.dossiers.models.paper import Paper
from honglam.dossiers.models.promise import ServicePromise
from honglam.dossiers.models.result import ResultDocument, ResultDraft, ResultSeries
from honglam.dossiers.models.scan import Scan
from honglam.dossiers.models.search import DossierSearch
from honglam.dossiers.models.serving import LateSteps, OfficerDay, ServiceDay, StepDay, StepTimes
from honglam.dossiers.models.slip import Slip, SlipForm
from honglam.dossiers.models.takeover import TakenOver
from honglam.dossiers.models.task import Task, TaskScope

__all__ = [
    "Along",
    "Answers",
    "BulkAct",
    "BulkItem",
    "CodeCounter",
    "Cosigner",
    "DailyCount",
    "DeskRule",
    "Dossier",
    "DossierSearch",
    "Draft",
    "DraftPaper",
    "Extension",
    "Feedback",
    "FeedbackLine",
    "FeedbackTimes",
    "HistoryEvent",
    "Lapse",
    "LateSteps",
    "Look",
    "OfficerDay",
    "Paper",
    "Pause",
    "Rating",
    "ResultDocument",
    "ResultDraft",
    "ResultSeries",
    "ReuseCount",
    "Scan",
    "ServiceDay",
    "ServicePromise",
    "Slip",
    "SlipBook",
    "SlipForm",
    "StepDay",
    "StepTimes",
    "Supplement",
    "TakenOver",
    "Task",
    "TaskScope",
]
