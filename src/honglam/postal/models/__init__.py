"""Tables of the postal service."""

from honglam.postal.models.form import PostalForm
from honglam.postal.models.parcel import Parcel, ParcelLine, PostalSeries
from honglam.postal.models.record import HandoverItem, HandoverRecord

__all__ = ["HandoverItem", "HandoverRecord", "Parcel", "ParcelLine", "PostalForm", "PostalSeries"]
