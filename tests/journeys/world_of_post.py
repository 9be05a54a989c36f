"""The post in the world of the faces: parcels in each state, a record that waits and one that is settled."""

from dataclasses import replace
from uuid import UUID

from honglam.dossiers.contracts import PaperInput, PaperKind
from honglam.kernel import clock
from honglam.kernel.ids import uuid7
from honglam.postal import api
from honglam.postal.contracts import RecordKind, RecordWish, Report, ReportKind, SecondSignature, Weighed
from honglam.postal.models import Parcel
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel
from tests.journeys.world import BIRTH, World, person, submission


def send_by_post(world: World) -> None:
    """Four dossiers: filled in, at the post office, on a record that waits, handed over; one more is lost."""
    parcels = [_parcel(noted=number > 0) for number in range(5)]
    world.named |= {"parcel_new": parcels[0], "parcel_ready": parcels[1], "parcel_lost": parcels[4]}
    world.named |= {"record_given": _record(parcels[2]), "record_settled": _record(parcels[3])}
    clerk = person("tiepnhan.xa")
    digest = api.get_record(actor=clerk, record_id=world.named["record_settled"]).digest
    signature = SecondSignature(digest=digest)
    api.take_parcels(actor=clerk, record_id=world.named["record_settled"], signature=signature, at=clock.now())
    report = Report(kind=ReportKind.LOST, told_at=clock.now(), reason="Cháy xe thư")
    api.report_parcel(actor=person("buuchinh.xa"), parcel_id=parcels[4], report=report, at=clock.now())


def _parcel(*, noted: bool) -> UUID:
    clerk, at = person("buuchinh.xa"), clock.now()
    filed = submission(person("an"))
    version = procedures.current_version(code=BIRTH, on=clock.today())
    asked = procedures.papers_for(
        version_id=version.version_id, channel=Channel.POSTAL, answers=filed.answers, on=clock.today()
    )
    sheets = [
        PaperInput(component_code=one.code, kind=PaperKind.ORIGINAL, originals=1)
        for one in asked
        if one.required and not one.show_only
    ]
    filed = replace(filed, papers=(*filed.papers, *sheets))
    made = api.keep_parcel(actor=clerk, submission=filed, consented=True, key=str(uuid7()), at=at)
    if noted:
        api.collect_parcel(actor=clerk, parcel_id=made, weighed=Weighed(weight_g=150, postage=30_000), at=at)
    return made


def _record(parcel: UUID) -> UUID:
    wish = RecordWish(kind=RecordKind.DOSSIERS, parcel_ids=(parcel,))
    assert Parcel.objects.get(id=parcel).office_id is not None
    return api.give_parcels(actor=person("buuchinh.xa"), wish=wish, at=clock.now())
