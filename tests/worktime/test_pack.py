"""The section `calendar`: read, checked, applied, exported; and the province's own days against other sources."""

from datetime import date
from pathlib import Path

import holidays
import pytest

from honglam.kernel.clock import now
from honglam.kernel.registry import pack_sections
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.pack.loading import load
from honglam.worktime import api, queries
from honglam.worktime.contracts import Calendar, CalendarDefinition, CalendarEdit, DayKind, SpecialDay
from honglam.worktime.pack_section import CalendarSection, CalendarShape, DayShape, SessionsShape, as_day, as_period
from honglam.worktime.rules.calendar import build_calendar, is_off
from tests.worktime.oracle import OFF, ON

PACKS = Path(__file__).resolve().parents[2] / "packs"


def read(root: Path) -> tuple[CalendarDefinition, list[str]]:
    """The province's calendar of a pack folder, and the engine's complaints about the files of this section."""
    loaded, errors = load(root, [CalendarSection()], only="calendar/province.yaml")
    complaints = [str(error) for error in errors if error.file.startswith("calendar")]
    complaints += [str(error) for error in CalendarSection().check(loaded)]
    head = loaded.records("calendar", CalendarShape)["province"].value
    definition = CalendarDefinition(
        code=head.code,
        name=head.name,
        announced_through=head.announced_through,
        periods=tuple(as_period(r.value) for r in loaded.records("calendar_sessions", SessionsShape).values()),
        special_days=tuple(as_day(r.value) for r in loaded.records("calendar_day", DayShape).values()),
    )
    return definition, complaints


@pytest.fixture(scope="module")
def province() -> Calendar:
    definition, complaints = read(PACKS / "ha_tinh")
    assert complaints == []
    return build_calendar(definition)


def test_every_day_of_the_pack_cites_its_source(province: Calendar) -> None:
    assert [day.on for day in province.definition.special_days if day.source is None] == []


def test_what_nobody_announced_is_provisional_and_nothing_else_is(province: Calendar) -> None:
    horizon = province.definition.announced_through
    assert all(day.provisional == (day.on > horizon) for day in province.definition.special_days)


def test_the_pack_agrees_with_the_days_of_the_domain_reference(province: Calendar) -> None:
    known = [day for day in province.definition.special_days if day.on.year in (2025, 2026)]
    assert {day.on for day in known if day.is_off} == {day for day in OFF if day.year in (2025, 2026)}
    assert {day.on for day in known if not day.is_off} == ON


# What the `holidays` package says otherwise, and why the pack is right (domain reference, stack.md trap 9).
KNOWN_DIFFERENCES = {
    date(2026, 1, 2): "swapped off by 12729/VPCP-KGVX; the package does not know the swap",
    date(2026, 1, 10): "worked instead of 2 January; the package does not know the swap",
    date(2027, 2, 4): "the package guesses a seven-day Tết; nothing is announced for 2027",
}


def test_the_pack_differs_from_the_holidays_package_only_where_we_know_why(province: Calendar) -> None:
    package = holidays.country_holidays("VN", years=[2024, 2025, 2026, 2027])
    differing = set()
    day = date(2024, 1, 1)
    while day.year < 2028:
        ours = is_off(day, province.special.get(day))
        theirs = not package.is_working_day(day)
        if ours != theirs:
            differing.add(day)
        day = date.fromordinal(day.toordinal() + 1)
    assert differing == set(KNOWN_DIFFERENCES)


BROKEN = """\
code: province
name: Lịch
announced_through: 2026-12-31
sessions:
  - {valid_from: 2024-01-01, valid_to: 2025-06-30, hours: ["07:00-11:30", "13:30-17:00"]}
  - {valid_from: 2025-07-02, hours: ["07:00-11:30", "13:30-16:00"]}
days:
  - {date: 2026-11-25, kind: swap_work, name: Làm bù}
"""


def test_a_calendar_that_cannot_count_is_refused_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "province.yaml").write_text(BROKEN)
    _, complaints = read(tmp_path)
    assert [complaint.partition(": ")[0] for complaint in complaints] == [
        "calendar/province.yaml:6",
        "calendar/province.yaml:6",
        "calendar/province.yaml:8",
    ]
    assert "420 minutes" in complaints[0]
    assert "does not follow" in complaints[1]
    assert "cannot be swapped" in complaints[2]


def test_a_horizon_too_far_from_the_hours_of_work_is_named_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    text = (PACKS / "trivial" / "calendar" / "province.yaml").read_text()
    assert "announced_through: 2026-12-31" in text
    changed = text.replace("announced_through: 2026-12-31", "announced_through: 2012-12-31")
    (tmp_path / "calendar" / "province.yaml").write_text(changed)
    _, complaints = read(tmp_path)
    assert [complaint.partition(": Days off")[0] for complaint in complaints] == [
        "calendar/province.yaml:3: announced_through"
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of nothing but a head and a calendar, and an engine that knows no other section."""
    few = {name: section for name, section in pack_sections.items() if name in ("pack", "calendar")}
    monkeypatch.setattr(pack_sections, "_entries", few)
    root = tmp_path / "pack"
    (root / "calendar").mkdir(parents=True)
    for name in ("pack.yaml", "calendar/province.yaml"):
        (root / name).write_text((PACKS / "trivial" / name).read_text())
    return root


def edit(root: Path, old: str, new: str) -> None:
    path = root / "calendar" / "province.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def apply(root: Path) -> list[str]:
    """Apply the pack; what was done, in words."""
    return [f"{change.action} {change.key}" for change in pack.apply(path=root, actor=SYSTEM, at=now()).changes]


@pytest.mark.django_db
def test_applying_twice_plans_nothing_and_the_export_equals_the_pack(folder: Path, tmp_path: Path) -> None:
    assert apply(folder)
    assert apply(folder) == []
    pack.export(path=tmp_path / "out")
    assert read(tmp_path / "out")[0] == read(folder)[0] == queries.get_definition(code="province")


@pytest.mark.django_db
def test_the_province_itself_can_be_applied_and_exported(folder: Path, tmp_path: Path) -> None:
    (folder / "calendar" / "province.yaml").write_text((PACKS / "ha_tinh" / "calendar" / "province.yaml").read_text())
    assert len(apply(folder)) > 50
    pack.export(path=tmp_path / "out")
    assert read(tmp_path / "out")[0] == read(PACKS / "ha_tinh")[0]


@pytest.mark.django_db(transaction=True)
def test_sessions_replaced_by_others_in_one_application(folder: Path) -> None:
    """New periods are put before old ones are taken out; the constraint looks only at the end."""
    apply(folder)
    edit(
        folder,
        "  - valid_from: 2024-01-01\n",
        "  - valid_from: 2023-01-01\n",
    )
    assert apply(folder) == ["create province/2023-01-01", "retire province/2024-01-01"]
    assert [period.valid_from.year for period in queries.get_definition(code="province").periods] == [2023]


@pytest.mark.django_db
def test_a_day_that_left_the_pack_counts_no_more_and_one_that_returns_counts_again(folder: Path) -> None:
    apply(folder)
    line = "  - {date: 2026-11-24, kind: holiday, name: Ngày Văn hóa Việt Nam}\n"
    edit(folder, line, "")
    assert apply(folder) == ["retire province/2026-11-24"]
    assert date(2026, 11, 24) not in {day.on for day in queries.get_definition(code="province").special_days}
    edit(folder, "  - {date: 2027-01-01", line + "  - {date: 2027-01-01")
    assert len(apply(folder)) == 1
    assert date(2026, 11, 24) in {day.on for day in queries.get_definition(code="province").special_days}
    assert apply(folder) == []


@pytest.mark.django_db
@pytest.mark.parametrize("moved", [False, True])
def test_a_day_that_people_took_out_or_moved_is_not_put_back(folder: Path, tmp_path: Path, moved: bool) -> None:
    apply(folder)
    day = date(2026, 11, 24)
    if moved:
        later = SpecialDay(on=date(2026, 11, 25), kind=DayKind.HOLIDAY, name="Ngày Văn hóa Việt Nam")
        api.put_day(actor=SYSTEM, day=later, instead_of=day, at=now())
    else:
        api.take_day_out(actor=SYSTEM, on=day, at=now())
    stands = queries.get_definition(code="province")
    plan = pack.plan(path=folder)
    assert ([one.key for one in plan.kept], plan.changes, plan.errors) == (["province/2026-11-24"], (), ())
    pack.export(path=tmp_path / "out")
    assert set(read(tmp_path / "out")[0].special_days) == set(stands.special_days)
    edit(folder, "name: Ngày Văn hóa Việt Nam", "name: Ngày Văn hóa")
    with pytest.raises(pack.PackRefused) as refusal:
        apply(folder)
    assert [(error.code, error.line) for error in refusal.value.errors] == [("conflict", 17)]
    edit(folder, "  - {date: 2026-11-24, kind: holiday, name: Ngày Văn hóa}\n", "")
    assert apply(folder) == ["retire province/2026-11-24"]
    assert apply(folder) == []
    assert queries.get_definition(code="province") == stands


@pytest.mark.django_db
def test_what_people_changed_and_the_pack_changes_too_is_refused(folder: Path) -> None:
    apply(folder)
    renamed = SpecialDay(on=date(2026, 11, 24), kind=DayKind.HOLIDAY, name="Tên khác")
    api.change_calendar(actor=SYSTEM, code="province", edit=CalendarEdit(special_days=(renamed,)), at=now())
    assert apply(folder) == [], "the pack has nothing new to say: people's change stays"
    edit(folder, "name: Ngày Văn hóa Việt Nam", "name: Ngày Văn hóa")
    with pytest.raises(pack.PackRefused) as refusal:
        apply(folder)
    assert [(error.code, error.line) for error in refusal.value.errors] == [("conflict", 17)]
