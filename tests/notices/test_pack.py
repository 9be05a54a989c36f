"""The section `notices`: checked against what blocks send, applied, exported; and the province's own letters."""

from pathlib import Path

import pytest

from honglam.kernel.clock import now
from honglam.kernel.registry import pack_sections
from honglam.kernel.values import SYSTEM
from honglam.notices import queries
from honglam.notices.models import Template
from honglam.pack import api as pack

PACKS = Path(__file__).resolve().parents[2] / "packs"
# What the blocks have declared, before the fixtures put their own letters in its place.
DECLARED = dict(queries.letters.items())
GOOD = """\
notices:
  - code: test.accepted
    subject: {vi: "Hồ sơ {code}"}
    body: {vi: "Hẹn {due_at:date}[ {reason}]", en: "Due {due_at}"}
  - code: test.secret
    subject: {vi: Mã}
    body: {vi: "{code}"}
    sms: {vi: "Mã {code}"}
    channels: [email, sms]
    secret: true
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of nothing but a head and letters, and an engine that knows no other section."""
    few = {name: section for name, section in pack_sections.items() if name in ("pack", "notices")}
    monkeypatch.setattr(pack_sections, "_entries", few)
    root = tmp_path / "pack"
    (root / "notices").mkdir(parents=True)
    (root / "pack.yaml").write_text((PACKS / "trivial" / "pack.yaml").read_text())
    (root / "notices" / "test.yaml").write_text(GOOD)
    return root


def complaints(root: Path, old: str = "", new: str = "") -> list[str]:
    path = root / "notices" / "test.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    return [f"{error.file}:{error.line} {error.path} {error.code}" for error in pack.check(path=root).errors]


def test_good_words_are_taken(folder: Path) -> None:
    assert complaints(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{due_at:date}", "{due:date}", "notices/test.yaml:4 notices[0].body.vi placeholder_unknown"),
        ("{due_at:date}", "{due_at:money}", "notices/test.yaml:4 notices[0].body.vi format_unknown"),
        ("Due {due_at}", "Due {due_at", "notices/test.yaml:4 notices[0].body.en text_not_understood"),
        ("Mã {code}", "Mã {reason}", "notices/test.yaml:8 notices[1].sms.vi placeholder_unknown"),
        ("channels: [email, sms]", "channels: [fax]", "notices/test.yaml:9 notices[1].channels[0] not_one_of"),
    ],
)
def test_words_that_would_not_work_are_refused_at_their_place(folder: Path, old: str, new: str, complaint: str) -> None:
    assert complaints(folder, old, new) == [complaint]


def test_a_letter_that_nobody_sends_and_one_without_words_are_both_told(folder: Path) -> None:
    assert complaints(folder, "code: test.accepted", "code: test.accented") == [
        "notices/test.yaml:1  letter_missing",
        "notices/test.yaml:2 notices[0].code letter_unknown",
    ]


@pytest.mark.django_db
def test_applying_twice_plans_nothing_and_the_export_equals_the_pack(folder: Path, tmp_path: Path) -> None:
    assert len(pack.apply(path=folder, actor=SYSTEM, at=now()).changes) == 3
    assert pack.apply(path=folder, actor=SYSTEM, at=now()).changes == ()
    pack.export(path=tmp_path / "out")
    assert pack.apply(path=tmp_path / "out", actor=SYSTEM, at=now()).changes == ()
    assert Template.objects.get(code="test.secret").channels == ["email", "sms"]


@pytest.mark.django_db
def test_words_that_left_the_pack_are_used_no_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack.apply(path=folder, actor=SYSTEM, at=now())
    monkeypatch.setattr(queries.letters, "_entries", {"test.secret": queries.letters.get("test.secret")})
    text = (folder / "notices" / "test.yaml").read_text()
    (folder / "notices" / "test.yaml").write_text("notices:\n" + text[text.index("  - code: test.secret") :])
    pack.apply(path=folder, actor=SYSTEM, at=now())
    assert queries.find_template(code="test.accepted") is None
    assert queries.find_template(code="test.secret") is not None


@pytest.mark.parametrize("name", ["ha_tinh", "trivial"])
def test_the_packs_have_words_for_every_letter_and_no_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.letters, "_entries", DECLARED)
    errors = pack.check(path=PACKS / name).errors
    assert [error for error in errors if error.file.startswith("notices")] == []
    assert {"dossiers.accepted", "dossiers.supplement_requested", "identity.code_sign_up"} <= set(DECLARED)
