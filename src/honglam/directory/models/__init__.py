"""Tables of the directory, one module per aggregate."""

from honglam.directory.models.administrative_unit import AdministrativeUnit, UnitSuccession
from honglam.directory.models.agency import Agency, AgencyClosure, AgencySuccession
from honglam.directory.models.committee import Committee, CommitteeDecision, CommitteeMeeting, CommitteeMember
from honglam.directory.models.holding import Absence, Holding
from honglam.directory.models.post import Post
from honglam.directory.models.reorganisation import Reorganisation
from honglam.directory.models.state import DirectoryState

__all__ = [
    "Absence",
    "AdministrativeUnit",
    "Agency",
    "AgencyClosure",
    "AgencySuccession",
    "Committee",
    "CommitteeDecision",
    "CommitteeMeeting",
    "CommitteeMember",
    "DirectoryState",
    "Holding",
    "Post",
    "Reorganisation",
    "UnitSuccession",
]
