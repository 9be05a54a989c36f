"""The register of a desk (form 07) and the hand-over record: lines, pages, filters, files that no spreadsheet runs."""

import csv
import io
import re
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from openpyxl import load_workbook

from honglam.dossiers import api
from honglam.dossiers.contracts import Applicant, DossierNotFound, FormsMissing, SlipKind, Status
from honglam.dossiers.forms.registers import rows_of
from honglam.dossiers.queries.registers import list_handover_records
from honglam.dossiers.rules.registers import COLUMNS, RegisterAsked
from honglam.identity.models import Account
from honglam.kernel.models import AuditEntry
from honglam.procedures import api as procedures
from honglam.procedures.models import ProcedureVersion
from honglam.ui.sheets import as_csv, as_xlsx
from tests.dossiers.scene import HOUSEHOLD, MORNING, STAMP, Scene, vn

HOSTILE = '=HYPERLINK("http://x")'


def asked(scene: Scene, **changes: object) -> RegisterAsked:
    """Commune An's register of 2026."""
    return RegisterAsked(**{"desk_id": scene.unit("MC-XA-99001"), "year": 2026, **changes})  # type: ignore[arg-type]


def test_lines_in_the_order_of_receipt(scene: Scene) -> None:
    scene.submitted()
    first, second = scene.returned(), scene.accepted(vn("2026-11-17 08:00"))
    page = api.list_register(actor=scene.reception, asked=asked(scene))
    assert [(line.number, line.code) for line in page.items] == [
        ("01", scene.row(first).code),
        ("02", scene.row(second).code),
    ]
    assert (page.items[0].returned_at, page.items[1].returned_at) == (MORNING, None)
    assert page.items[0].contact == "Thôn 3, xã An, tỉnh Mẫu, 0912345678"
    assert page.items[0].agency == "Ủy ban nhân dân xã An"


def test_a_line_says_how_many_sets_were_handed_in(scene: Scene) -> None:
    version = procedures.current_version(code=HOUSEHOLD, on=MORNING.date())
    row = ProcedureVersion.objects.get(id=version.version_id)
    ProcedureVersion.objects.filter(id=row.id).update(content={**row.content, "sets": 2})
    scene.accepted()
    scene.walk_in(vn("2026-11-17 08:00"), procedure_code=STAMP, papers=(scene.sheet("GT"),))
    lines = api.list_register(actor=scene.reception, asked=asked(scene)).items
    assert [line.sets for line in lines] == ["2", "1"]


def test_pages_go_on_where_they_ended(scene: Scene) -> None:
    codes = [scene.row(scene.accepted()).code for _ in range(3)]
    first = api.list_register(actor=scene.reception, asked=asked(scene), limit=2)
    second = api.list_register(actor=scene.reception, asked=asked(scene), after=first.next_cursor, limit=2)
    assert [line.code for line in [*first.items, *second.items]] == codes
    assert [line.number for line in second.items] == ["03"]
    assert second.next_cursor is None


@pytest.mark.parametrize(
    ("filters", "count"),
    [({}, 2), ({"month": 11}, 2), ({"month": 10}, 0), ({"year": 2025}, 0), ({"open_only": True}, 1)],
)
def test_filters(scene: Scene, filters: dict[str, object], count: int) -> None:
    scene.returned()
    scene.accepted()
    assert len(api.list_register(actor=scene.reception, asked=asked(scene, **filters)).items) == count
    other = asked(scene, procedure_code="1.000003", **filters)
    assert api.list_register(actor=scene.reception, asked=other).items == []


def test_whose_register_it_is(scene: Scene) -> None:
    scene.accepted()
    api.list_register(actor=scene.desk_head, asked=asked(scene))
    for actor in (scene.other_reception, scene.province_reception, scene.officer, scene.chairman, scene.auditor):
        with pytest.raises(DossierNotFound):
            api.list_register(actor=actor, asked=asked(scene))
        with pytest.raises(DossierNotFound):
            api.export_register(actor=actor, asked=asked(scene), at=MORNING)
    assert not AuditEntry.objects.filter(action="read", subject_kind="agency").exists()


def test_files_say_the_same_and_run_nothing(scene: Scene) -> None:
    scene.accepted(applicant=Applicant(name=HOSTILE, phone="+84912345678", address="+5 thôn An"))
    lines = list(api.export_register(actor=scene.reception, asked=asked(scene), at=MORNING))
    rows = list(csv.reader(io.StringIO(as_csv(rows_of(lines)).decode("utf-8-sig"))))
    assert rows[0] == [label for _, label in COLUMNS]
    assert (rows[1][4], rows[1][5]) == ("'" + HOSTILE, "'+5 thôn An, 0912345678")
    sheet = load_workbook(io.BytesIO(as_xlsx("Sổ", list(rows_of(lines)), 1))).active
    assert sheet is not None
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert found[1][4:6] == [HOSTILE, "+5 thôn An, 0912345678"], "a text of a workbook is a text as it stands"
    assert [row[:4] for row in found] == [row[:4] for row in rows]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert AuditEntry.objects.filter(action="read", subject_kind="agency").count() == 1


def test_paper_of_the_register_and_the_hand_over(scene: Scene) -> None:
    done, open_one = scene.resolved(), scene.accepted()
    both: list[UUID] = [done, open_one]
    assert api.print_register(actor=scene.reception, asked=asked(scene), at=MORNING).startswith(b"%PDF")
    made = api.print_handover_record(actor=scene.reception, dossier_ids=both, at=MORNING)
    assert made.startswith(b"%PDF")
    for actor, ids in ((scene.other_reception, both), (scene.reception, [])):
        with pytest.raises(DossierNotFound):
            api.print_handover_record(actor=actor, dossier_ids=ids, at=MORNING)


def test_a_hand_over_record_has_two_parties(scene: Scene) -> None:
    """Dossiers go from the desk to the agency, results come back; other parties sign a sheet of their own."""
    done, both = scene.resolved(), [scene.accepted(), scene.accepted()]
    agency, desk = "Ủy ban nhân dân xã An", "Trung tâm Phục vụ hành chính công xã An"
    for actor, gives, receives in (
        (scene.reception, "officer", "receiving_officer"),
        (scene.unit_head, "receiving_officer", "officer"),
    ):
        sheets = list_handover_records(actor=actor, dossier_ids=[done, *both], receiver="", at=MORNING)
        told = [
            (one.content["desk"], one.content["receiver"], [row["code"] for row in one.content["rows"]])
            for one in sheets
        ]
        codes = [scene.row(one).code for one in both]
        assert told == [(agency, desk, [scene.row(done).code]), (desk, agency, codes)]
        assert (sheets[0].content[receives], sheets[1].content[gives]) == (actor.name, actor.name)
        assert gives not in sheets[0].content and receives not in sheets[1].content


def test_forms_in_batches(scene: Scene) -> None:
    both = [scene.accepted(), scene.accepted()]
    for kind in (SlipKind.RECEIPT,):
        made = api.print_forms(actor=scene.reception, dossier_ids=both, kind=kind, at=MORNING)
        assert made.startswith(b"%PDF")
    assert api.print_control_sheets(actor=scene.reception, dossier_ids=both, at=MORNING).startswith(b"%PDF")
    with pytest.raises(FormsMissing) as refusal:
        api.print_forms(actor=scene.reception, dossier_ids=both, kind=SlipKind.STOP, at=MORNING)
    assert refusal.value.params["rest"] == ()


def test_no_paper_is_missed_in_a_pile(scene: Scene, client: Client) -> None:
    """Where one of the chosen has no such form, the page says which and prints the others."""
    stopped, running = scene.at(Status.STOPPED), scene.accepted()
    client.force_login(Account.objects.get(id=scene.reception.id))
    address = "/can-bo/in/?mau=stop_notice"
    told = client.get(f"{address}&ho-so={running}&ho-so={stopped}")
    text = told.content.decode()
    assert told.status_code == 409
    assert str(scene.row(running).code) in text and str(scene.row(stopped).code) not in text
    (others,) = re.findall(r'href="\?(mau=[^"]*ho-so[^"]*)"', text)
    printed = client.get(f"/can-bo/in/?{unescape(others)}")
    assert printed.content.startswith(b"%PDF")
    nobody = client.get(f"{address}&ho-so={running}")
    assert (nobody.status_code, "ho-so=" in nobody.content.decode()) == (409, False)
    assert client.get("/can-bo/in/?mau=handover_record").status_code == 422, "nothing was chosen"


def test_who_only_watches_is_told_what_is_not_printed(scene: Scene) -> None:
    one = scene.accepted()
    with pytest.raises(FormsMissing) as refusal:
        api.print_control_sheets(actor=scene.auditor, dossier_ids=[one], at=MORNING)
    assert str(scene.row(one).code) in str(refusal.value)
    with pytest.raises(DossierNotFound):
        api.print_control_sheets(actor=scene.other_reception, dossier_ids=[one], at=MORNING)
