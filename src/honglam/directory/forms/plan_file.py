"""A plan of reorganisation as a file, and the table in which somebody answered what the rules could not."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import msgspec

from honglam.directory.contracts import AnswerShape, Asked, PlanFault, PlanShape
from honglam.kernel.values import text_noop
from honglam.pack.api import PackError, Record, read_file

COLUMNS = ("dossier", "agency", "place", "options", "to")
_MOST = 200_000
_NO_COLUMN = text_noop("The column “%(name)s” is missing.")
_NOT_TEXT = text_noop("The file is not UTF-8 text.")
_NOT_CSV = text_noop("This is not a comma-separated table: %(problem)s.")
_UNREADABLE = text_noop("The file cannot be read: %(problem)s.")
_TOO_MANY = text_noop("The file holds more than %(limit)s values.")


def read_plan(path: Path, answers: Path | None = None) -> tuple[Record[PlanShape] | None, list[PackError]]:
    """The plan with the answers of the table added, or everything that is wrong with either file's shape."""
    record, errors = read_file(path=path, shape=PlanShape)
    if record is None or answers is None:
        return record, list(errors)
    found, faults = read_answers(answers)
    plan = msgspec.structs.replace(record.value, answers=(*record.value.answers, *found))
    return Record(record.kind, record.key, plan, record.file, 0, "", record.node), faults


def read_answers(path: Path) -> tuple[list[AnswerShape], list[PackError]]:
    """Lines of the table in which `to` is filled; the others are still open."""
    try:
        lines = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError:
        return [], [_error(path, 1, "not_utf8", _NOT_TEXT)]
    except OSError as problem:
        return [], [_error(path, 1, "unreadable", _UNREADABLE, problem=problem.strerror)]
    except csv.Error as problem:
        return [], [_error(path, 1, "not_csv", _NOT_CSV, problem=str(problem))]
    if len(lines) > _MOST:
        return [], [_error(path, _MOST, "too_many", _TOO_MANY, limit=_MOST)]
    missing = [name for name in ("dossier", "to") if lines and name not in lines[0]]
    if missing:
        return [], [_error(path, 1, "missing_column", _NO_COLUMN, name=name) for name in missing]
    filled = [(str(line["dossier"] or "").strip(), str(line["to"] or "").strip()) for line in lines]
    return [AnswerShape(dossier=code, to=to) for code, to in filled if code and to], []


def write_asked(path: Path, asked: Iterable[Asked], codes: dict[int, str]) -> None:
    """The table of questions; with its last column filled it is the table of answers."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for one in asked:
            options = " ".join(codes[option] for option in one.option_ids)
            table.writerow((one.key, codes[one.agency_id], _harmless(one.place), options, ""))


def as_error(record: Record[PlanShape], fault: PlanFault) -> PackError:
    """A fault of meaning at its line of the file."""
    return record.error(fault.path, fault.code, fault.message, **fault.params)


def _harmless(text: str) -> str:
    """What a citizen wrote never becomes a formula in an office's spreadsheet."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _error(path: Path, line: int, code: str, message: str, **params: object) -> PackError:
    return PackError(file=path.name, line=line, path="", code=code, message=message, params=tuple(params.items()))
