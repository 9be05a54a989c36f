"""A plan of reorganisation as a file, and the table in which somebody answered what the rules could not."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from honglam.directory.contracts import AnswerShape, Asked, HamletAnswerShape, PlanFault, PlanShape
from honglam.kernel.values import text_noop
from honglam.pack.api import PackError, Record, read_file

COLUMNS = ("dossier", "agency", "area", "hamlet", "dossiers", "place", "options", "to")
WHOLE_HAMLET = "*"
"""In the column of dossiers: the line speaks for all of its hamlet that have no line of their own filled in."""
_MOST = 200_000
_NO_COLUMN = text_noop("The column “%(name)s” is missing.")
_NOT_TEXT = text_noop("The file is not UTF-8 text.")
_NOT_CSV = text_noop("This is not a comma-separated table: %(problem)s.")
_UNREADABLE = text_noop("The file cannot be read: %(problem)s.")
_NOT_ONE_OF = text_noop("“%(value)s” is not one of: %(choices)s.")
_TWICE = text_noop("“%(name)s” is answered twice, and differently.")
_NOBODY = text_noop("This line says who takes over, and not what.")
_TOO_MANY = text_noop("The file holds more than %(limit)s values.")


def read_plan(path: Path, answers: Path | None = None) -> tuple[Record[PlanShape] | None, list[PackError]]:
    """The plan with the answers of the table added, or everything that is wrong with either file's shape."""
    record, errors = read_file(path=path, shape=PlanShape)
    if record is None or answers is None:
        return record, list(errors)
    found, hamlets, faults = read_answers(answers)
    plan = msgspec.structs.replace(
        record.value,
        answers=(*record.value.answers, *found),
        hamlets=(*record.value.hamlets, *hamlets),
    )
    return Record(record.kind, record.key, plan, record.file, 0, "", record.node), faults


Answers = tuple[list[AnswerShape], list[HamletAnswerShape], list[PackError]]


def read_answers(path: Path) -> Answers:
    """Lines of the table in which `to` is filled; the others are still open."""
    try:
        lines = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError:
        return [], [], [_error(path, 1, "not_utf8", _NOT_TEXT)]
    except OSError as problem:
        return [], [], [_error(path, 1, "unreadable", _UNREADABLE, problem=problem.strerror)]
    except csv.Error as problem:
        return [], [], [_error(path, 1, "not_csv", _NOT_CSV, problem=str(problem))]
    if len(lines) > _MOST:
        return [], [], [_error(path, _MOST, "too_many", _TOO_MANY, limit=_MOST)]
    missing = [name for name in ("dossier", "to") if lines and name not in lines[0]]
    if missing:
        return [], [], [_error(path, 1, "missing_column", _NO_COLUMN, name=name) for name in missing]
    return _understood(path, [{name: str(cell or "").strip() for name, cell in line.items()} for line in lines])


def _understood(path: Path, lines: list[dict[str, str]]) -> Answers:
    """What filled lines say; a line that says two things, or something that was not offered, is named."""
    said: dict[tuple[str, ...], str] = {}
    faults: list[PackError] = []
    for number, line in enumerate(lines, start=2):
        if not line["to"]:
            continue
        whole = line["dossier"] == WHOLE_HAMLET
        area = line.get("area", "")
        # A spreadsheet takes the code of a unit for a number and drops its zeros.
        area = area.zfill(5) if area.isdigit() else area
        what = (line.get("agency", ""), area, line.get("hamlet", "")) if whole else (line["dossier"],)
        options = line.get("options", "").split()
        if not what[-1]:
            faults.append(_error(path, number, "answers_nothing", _NOBODY))
        elif options and line["to"] not in options:
            faults.append(_error(path, number, "not_one_of", _NOT_ONE_OF, value=line["to"], choices=", ".join(options)))
        elif said.setdefault(what, line["to"]) != line["to"]:
            faults.append(_error(path, number, "answered_twice", _TWICE, name=", ".join(filter(None, what))))
    dossiers = [AnswerShape(dossier=what[0], to=to) for what, to in said.items() if len(what) == 1]
    hamlets = [
        HamletAnswerShape(agency=what[0], area=what[1], hamlet=what[2], to=to)
        for what, to in said.items()
        if len(what) == 3
    ]
    return dossiers, hamlets, faults


Group = tuple[int | None, str, str, tuple[int, ...]]


def hamlets_of(asked: Iterable[Asked]) -> dict[Group, list[Asked]]:
    """Open questions by their hamlet, those with most dossiers first; what names no hamlet stands alone at the end."""
    found: dict[Group, list[Asked]] = defaultdict(list)
    for one in asked:
        found[one.line_id, one.area, one.hamlet or f"\uffff{one.key}", one.option_ids].append(one)
    return dict(sorted(found.items(), key=lambda item: (not item[1][0].hamlet, -len(item[1]))))


def write_asked(path: Path, asked: Iterable[Asked], codes: dict[int, str]) -> None:
    """The table of questions; with its last column filled it is the table of answers.

    A hamlet with several dossiers has a line of its own before them: filled in, it answers for all.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for (line_id, area, hamlet, option_ids), group in hamlets_of(asked).items():
            options = " ".join(codes[option] for option in option_ids)
            if len(group) > 1 and line_id is not None:
                where = (codes[line_id], _harmless(area), _harmless(hamlet))
                table.writerow((WHOLE_HAMLET, *where, len(group), "", options, ""))
            for one in group:
                where = (codes[one.agency_id], _harmless(one.area), _harmless(one.hamlet))
                table.writerow((one.key, *where, "", _harmless(one.place), options, ""))


def as_error(record: Record[PlanShape], fault: PlanFault) -> PackError:
    """A fault of meaning at its line of the file."""
    return record.error(fault.path, fault.code, fault.message, **fault.params)


def _harmless(text: str) -> str:
    """What a citizen wrote never becomes a formula in an office's spreadsheet."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _error(path: Path, line: int, code: str, message: str, **params: object) -> PackError:
    return PackError(file=path.name, line=line, path="", code=code, message=message, params=tuple(params.items()))
