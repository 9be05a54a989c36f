"""The people of the dossiers' scene, and two post offices under a head office with a clerk in each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyData, AgencyKind, Level, PostData, PostRole
from honglam.directory.queries import memory
from honglam.dossiers.contracts import ReturnMethod
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.pack import api as pack
from honglam.postal import api
from honglam.postal.contracts import (
    ParcelState,
    RecordKind,
    RecordWish,
    Report,
    Reported,
    ReportKind,
    SecondSignature,
    Weighed,
)
from honglam.postal.models import Parcel
from tests import database
from tests.dossiers.conftest import let_go
from tests.dossiers.scene import MORNING, Scene, later
from tests.pack.folders import PACKS

OFFICES = (
    ("BD", "", Level.PROVINCE, "99"),
    ("BC1", "BD", Level.COMMUNE, "99001"),
    ("BC2", "BD", Level.COMMUNE, "99002"),
)
NAMES = {"clerk_bd": "Trưởng", "clerk_bc1": "Hương", "clerk_bc2": "Dung", "software": "Máy"}


def _post_offices(scene: Scene) -> None:
    ids: dict[str, int] = {}
    for code, parent, level, unit in OFFICES:
        made = directory.create_agency(
            actor=SYSTEM,
            agency=AgencyData(
                code=code,
                name=f"Bưu cục {code}",
                kind=AgencyKind.POSTAL,
                level=level,
                administrative_unit=unit,
                parent=parent,
                valid_from=date(2025, 7, 1),
            ),
            at=MORNING,
        )
        ids[code] = made.id
        post = PostData(code="GDV", title="Giao dịch viên", roles=(PostRole.POSTAL_CLERK,), seats=3)
        held = directory.create_post(actor=SYSTEM, agency_id=made.id, post=post, at=MORNING)
        scene.actors[f"clerk_{code.lower()}"] = _holder(f"clerk_{code.lower()}", held.id)
    scene.actors["software"] = _holder("software", directory.list_posts(agency_id=ids["BD"])[0].id)


def _holder(part: str, post_id: int) -> Actor:
    account = identity.ensure_account(
        email=f"{part}@buudien.example",
        full_name=f"Bưu Tá {NAMES[part]}",
        password="con trâu ăn cỏ non",
        kind=AccountKind.STAFF,
        at=MORNING,
    )
    directory.appoint(actor=SYSTEM, post_id=post_id, account_id=account.id, valid_from=date(2026, 1, 1), at=MORNING)
    return directory.actor_of_account(account_id=account.id)


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: Any, database_server: database.TestServer) -> Iterator[Scene]:
    """Packs/trivial with its people and the post, for every test of the module."""
    with django_db_blocker.unblock():
        let_go()
        memory.forget()
        pack.apply(path=PACKS / "trivial", actor=SYSTEM, at=MORNING)
        made = Scene.make()
        _post_offices(made)
    yield made
    let_go()
    database_server.clone()
    memory.forget()


@dataclass
class Post(Scene):
    """Shortcuts of the post's people."""

    actors: dict[str, Actor] = field(default_factory=dict)

    def prepared(self, at: datetime = MORNING, clerk: str = "clerk_bc1", **changes: Any) -> UUID:
        """What a citizen brought to a post office, filled in."""
        papers = (self.paper("TK"), self.sheet("TK"), self.sheet("GT"))
        submission = self.submission(**{"papers": papers, **changes})
        return api.keep_parcel(actor=self.actors[clerk], submission=submission, consented=True, key=str(uuid7()), at=at)

    def keep(self, actor: Actor, *, consented: bool = True, key: str = "k") -> UUID:
        """What somebody tries to take in for the post."""
        submission = self.submission(papers=(self.sheet("TK"), self.sheet("GT")))
        return api.keep_parcel(actor=actor, submission=submission, consented=consented, key=key, at=MORNING)

    def collect(self, parcel: UUID, **weighed: Any) -> str:
        """The clerk of BC1 closes it."""
        values = Weighed(**{"weight_g": 120, **weighed})
        return api.collect_parcel(actor=self.clerk_bc1, parcel_id=parcel, weighed=values, at=MORNING)

    def to_the_post(self, parcel: UUID, office: str = "BC1", actor: str = "reception", at: datetime = MORNING) -> UUID:
        """A desk signs results for a post office."""
        wish = RecordWish(kind=RecordKind.RESULTS, parcel_ids=(parcel,), office_id=self.unit(office))
        return api.give_parcels(actor=self.actors[actor], wish=wish, at=at)

    def again(self, parcel: UUID, note: str = "", address: str = "", hours: float = 2) -> UUID:
        """The desk sends a result again."""
        return api.send_again(actor=self.reception, parcel_id=parcel, note=note, address=address, at=later(hours))

    def collected(self, at: datetime = MORNING, clerk: str = "clerk_bc1", **changes: Any) -> UUID:
        """Closed and weighed."""
        made = self.prepared(at, clerk, **changes)
        api.collect_parcel(actor=self.actors[clerk], parcel_id=made, weighed=Weighed(weight_g=120), at=at)
        return made

    def given(self, *parcels: UUID, at: datetime = MORNING, clerk: str = "clerk_bc1") -> UUID:
        """On a record that the post has signed."""
        wish = RecordWish(kind=RecordKind.DOSSIERS, parcel_ids=parcels)
        return api.give_parcels(actor=self.actors[clerk], wish=wish, at=at)

    def take(self, record_id: UUID, actor: Actor, at: datetime, **refusals: str) -> None:
        """Sign for the taking side what stands there; `refusals` by the parcel's id in hex."""
        digest = api.get_record(actor=actor, record_id=record_id).digest
        left = {UUID(one): reason for one, reason in refusals.items()}
        api.take_parcels(
            actor=actor, record_id=record_id, signature=SecondSignature(digest=digest, refusals=left), at=at
        )

    def handed_over(self, at: datetime = MORNING, **changes: Any) -> UUID:
        """A dossier that came by post; its id."""
        parcel = self.collected(at, **changes)
        self.take(self.given(parcel, at=at), self.reception, at)
        dossier_id = self.parcel(parcel).dossier_id
        assert dossier_id is not None
        return dossier_id

    def waiting(self, at: datetime = MORNING) -> UUID:
        """A result that waits for the post; the parcel's id."""
        dossier_id = self.resolved(at, return_method=ReturnMethod.POSTAL, return_address="Thôn 3, xã An")
        made = api.await_post(dossier_id=dossier_id, at=at)
        assert made is not None
        return made

    def carried(self, at: datetime = MORNING) -> UUID:
        """A result that post office BC1 has."""
        parcel = self.waiting(at)
        self.take(self.to_the_post(parcel, at=at), self.clerk_bc1, at)
        return parcel

    def report(self, parcel: UUID, kind: ReportKind, hours: float = 1, **said: str) -> Reported:
        """The clerk of BC1 reports, at the moment it happened."""
        defaults = {
            ReportKind.DELIVERED: {"recipient_name": "Trần Văn Lam", "relation": "chồng"},
            ReportKind.UNDELIVERED: {"reason": "Không có người ở nhà"},
            ReportKind.LOST: {"reason": "Rơi trên đường"},
        }
        report = Report(kind=kind, told_at=later(hours), **{**defaults.get(kind, {}), **said})
        return api.report_parcel(actor=self.clerk_bc1, parcel_id=parcel, report=report, at=later(hours))

    def parcel(self, parcel_id: UUID) -> Parcel:
        """The parcel's row."""
        return Parcel.objects.get(id=parcel_id)

    def stands(self, parcel_id: UUID) -> ParcelState:
        """Where the parcel is."""
        return ParcelState(self.parcel(parcel_id).state)


@pytest.fixture
def post(province: Scene, db: None) -> Post:
    """The people, and verbs within reach; what a test does is taken back after it."""
    return Post(actors=dict(province.actors))
