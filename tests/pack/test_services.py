"""Apply exactly what was shown, all or nothing; export what is in force; never overwrite people's own changes."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override

from honglam.directory.models import Agency, Post
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM
from honglam.pack import api, queries, services
from honglam.pack.contracts import Kept
from honglam.pack.models import PackApplication, PackRecord
from tests.pack.folders import UNITS_AND_AGENCIES, only_sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest pack, units and agencies only."""
    return only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "pack")


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace one passage of one file."""
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")


def apply(folder: Path) -> api.Plan:
    return api.apply(path=folder, actor=SYSTEM, at=now())


def said(plan: api.Plan) -> list[str]:
    """The plan as it is printed, shortly."""
    return [f"{change.action} {change.kind} {change.key}" for change in plan.changes]


AGENCIES = "agencies/agencies.yaml"


def test_applying_twice_plans_nothing(folder: Path) -> None:
    assert len(apply(folder).changes) > 20
    assert said(api.plan(path=folder)) == []
    apply(folder)
    assert [row.created > 0 for row in PackApplication.objects.all()] == [True, False]


def test_a_change_is_shown_with_its_difference_and_carried_out(folder: Path) -> None:
    apply(folder)
    edit(folder, AGENCIES, "name: Sở Mẫu", "name: Sở Mẫu mới")
    plan = api.plan(path=folder)
    with override("en"):
        lines = [line for change in plan.changes for line in api.describe_change(change=change)]
    assert lines == [
        "change agency SO-MAU",
        "    name: Sở Mẫu → Sở Mẫu mới",
    ]
    apply(folder)
    assert Agency.objects.get(code="SO-MAU").name == "Sở Mẫu mới"


def test_what_a_pack_no_longer_names_is_retired_not_deleted_and_can_come_back(folder: Path) -> None:
    apply(folder)
    line = "      - {code: VT, title: Văn thư, roles: [clerk]}\n  - code: P-SO-MAU"
    edit(folder, AGENCIES, line, "  - code: P-SO-MAU")
    assert said(api.plan(path=folder)) == ["retire post SO-MAU/VT"]
    apply(folder)
    assert Post.objects.get(agency__code="SO-MAU", code="VT").retired_at is not None
    assert said(api.plan(path=folder)) == []
    edit(folder, AGENCIES, "  - code: P-SO-MAU", line)
    assert said(api.plan(path=folder)) == ["change post SO-MAU/VT"]
    apply(folder)
    assert Post.objects.get(agency__code="SO-MAU", code="VT").retired_at is None


def test_what_was_retired_is_not_exported(folder: Path, tmp_path: Path) -> None:
    apply(folder)
    edit(
        folder,
        AGENCIES,
        "successions:\n  - {old: SO-CU, new: SO-MAU, kind: rename, since: 2025-03-01, provisional: true}\n",
        "",
    )
    apply(folder)
    api.export(path=tmp_path / "out")
    assert "successions" not in (tmp_path / "out" / AGENCIES).read_text("utf-8")
    assert said(api.plan(path=tmp_path / "out")) == []


def test_what_people_changed_is_kept_while_the_pack_says_nothing_new(folder: Path, tmp_path: Path) -> None:
    apply(folder)
    Agency.objects.filter(code="SO-MAU").update(phone="0999")
    plan = api.plan(path=folder)
    assert said(plan) == []
    assert [item.key for item in plan.kept] == ["SO-MAU"]
    api.export(path=tmp_path / "out")
    assert "0999" in (tmp_path / "out" / AGENCIES).read_text("utf-8")


def test_a_conflict_is_shown_and_refused(folder: Path) -> None:
    apply(folder)
    Agency.objects.filter(code="SO-MAU").update(phone="0999")
    edit(folder, AGENCIES, "name: Sở Mẫu", "name: Sở Mẫu mới")
    edit(
        folder,
        AGENCIES,
        "{code: CVP, title: Chánh Văn phòng, roles: [unit_head]}",
        "{code: CVP, title: Phụ trách Văn phòng, roles: [unit_head]}",
    )
    with pytest.raises(api.PackRefused) as refused:
        apply(folder)
    (error,) = refused.value.errors
    assert (error.code, error.path, error.line) == ("conflict", "agencies[3]", 36)
    assert "contact" in str(error)
    assert "name" in str(error)
    # nothing of the plan was carried out, not even what was not disputed
    assert Post.objects.get(agency__code="VP-XA-99001", code="CVP").title == "Chánh Văn phòng"


def test_a_row_made_on_a_screen_is_left_alone_until_the_pack_names_it(folder: Path) -> None:
    apply(folder)
    agency = Agency.objects.get(code="SO-MAU")
    Post.objects.create(agency=agency, code="CV", title="Chuyên viên", roles=["processing_officer"])
    assert said(api.plan(path=folder)) == []
    line = "      - {code: VT, title: Văn thư, roles: [clerk]}\n  - code: P-SO-MAU"
    same = "      - {code: CV, title: Chuyên viên, roles: [processing_officer]}\n"
    edit(folder, AGENCIES, line, same + line)
    assert said(apply(folder)) == []
    assert PackRecord.objects.filter(kind="post", key="SO-MAU/CV").exists()


def test_only_the_plan_that_was_shown_is_applied(folder: Path) -> None:
    shown = api.plan(path=folder)
    edit(folder, AGENCIES, "name: Sở Mẫu", "name: Sở Mẫu mới")
    with pytest.raises(api.PlanChanged):
        api.apply(path=folder, actor=SYSTEM, at=now(), digest=shown.digest)
    assert not Agency.objects.exists()
    again = api.plan(path=folder)
    api.apply(path=folder, actor=SYSTEM, at=now(), digest=again.digest)
    assert Agency.objects.exists()


def test_a_plan_with_errors_applies_nothing(folder: Path) -> None:
    edit(folder, AGENCIES, "one_stop: MC-XA-99002", "one_stop: MC-KHAC")
    with pytest.raises(api.PackRefused) as refused:
        apply(folder)
    assert [error.code for error in refused.value.errors] == ["unknown_agency"]
    assert not PackRecord.objects.exists()


def test_another_province_is_refused(folder: Path) -> None:
    apply(folder)
    edit(folder, "pack.yaml", "code: trivial", "code: khac")
    assert [error.code for error in api.plan(path=folder).errors] == ["other_province"]


def test_what_was_applied_is_known_to_the_byte(folder: Path) -> None:
    apply(folder)
    apply(folder)
    edit(folder, AGENCIES, "name: Sở Mẫu", "name:  Sở Mẫu")
    apply(folder)
    digests = PackApplication.objects.values_list("folder_digest", flat=True)
    assert [digest == digests[0] for digest in digests] == [True, True, False]


def test_an_export_writes_into_an_empty_folder_only(folder: Path, tmp_path: Path) -> None:
    apply(folder)
    done = api.export(path=tmp_path / "out")
    assert set(done.files) == {
        "pack.yaml",
        "administrative_units/units.csv",
        "administrative_units/successions.csv",
        AGENCIES,
    }
    with pytest.raises(api.FolderNotEmpty):
        api.export(path=tmp_path / "out")


def test_the_export_of_an_export_is_the_same_text(folder: Path, tmp_path: Path) -> None:
    apply(folder)
    first = api.export(path=tmp_path / "one")
    apply(tmp_path / "one")
    api.export(path=tmp_path / "two")
    for name in first.files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_head_of_the_pack_names_the_pages(folder: Path) -> None:
    from honglam.pack import branding
    from honglam.ui.branding import branding as shown

    branding.forget()
    assert api.current_pack() is None
    assert shown().name == "Hồng Lam"
    apply(folder)
    manifest = api.current_pack()
    assert manifest is not None
    assert manifest.title.vi == "Tỉnh Mẫu"
    assert shown().short_name == "Dịch vụ công Mẫu"
    assert shown().owner == "Ủy ban nhân dân tỉnh Mẫu"
    branding.forget()


def test_an_application_leaves_its_mark(folder: Path) -> None:
    plan = apply(folder)
    entry = AuditEntry.objects.get(action="pack.applied")
    assert entry.subject_id == "trivial"
    assert entry.detail["plan"] == plan.digest


def test_the_words_of_a_pack_are_read_without_a_database(folder: Path) -> None:
    assert api.read_manifest(path=folder).proper_names == ("Tỉnh Mẫu", "X99")
    (folder / "pack.yaml").unlink()
    with pytest.raises(api.PackRefused):
        api.read_manifest(path=folder)


def test_what_was_kept_may_stand_again_and_nothing_else_be_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(folder)
    kept, real = Kept(section="agencies", kind="agency", key="SO-MAU"), queries.outcome
    with monkeypatch.context() as before:
        before.setattr(queries, "outcome", lambda *said: replace(real(*said), kept=(kept,)))
        assert apply(folder).kept == (kept,)
    monkeypatch.setattr(services, "outcome", lambda *said: replace(real(*said), kept=(kept,)))
    with pytest.raises(AssertionError, match="SO-MAU"):
        apply(folder)
