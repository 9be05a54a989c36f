"""What no shape can say of the dictionary: names exist, formulas parse, units fit, nothing defines itself by itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from honglam.indicators.contracts import Unit
from honglam.indicators.pack_section.figure_shapes import IndicatorShape
from honglam.indicators.rules.figures.formulas import circle, is_measure, names_of
from honglam.indicators.rules.figures.units import PLAIN, SHARES, Dimension, dimension_of, infer, spoken
from honglam.kernel import measures
from honglam.kernel.expressions import ExpressionError, parse
from honglam.kernel.measures import Measure
from honglam.kernel.values import text_noop
from honglam.pack.api import Pack, PackError, Record

Entries = Mapping[str, list[Record[IndicatorShape]]]
Measures = Mapping[str, Measure]
_MEASURED_IN: dict[str, Dimension] = {"%": PLAIN, "hours": dimension_of(Unit.HOUR), "days": dimension_of(Unit.DAY)}
FORMULAS = ("formula", "numerator", "denominator", "least", "limit")


def check_dictionary(pack: Pack) -> Iterator[PackError]:
    """Every fault of the dictionary."""
    entries: dict[str, list[Record[IndicatorShape]]] = {}
    for record in pack.records("indicator", IndicatorShape).values():
        entries.setdefault(record.value.code, []).append(record)
    agencies, counted = pack.keys("agency"), measures.known_with(pack)
    reads: dict[str, frozenset[str]] = {}
    for versions in entries.values():
        for record in versions:
            yield from _check_entry(record, agencies)
            found = list(_check_formulas(record, entries, counted))
            yield from found
            if not found:
                reads[record.value.code] = reads.get(record.value.code, frozenset()) | _read_by(record.value)
        yield from _check_versions(versions)
    for code in sorted(reads):
        way = circle(code, reads)
        if way:
            message = text_noop("The formula of %(code)s comes back to itself: %(way)s.")
            yield entries[code][-1].error("formula", "formula_circle", message, code=code, way=" → ".join(way))


def _read_by(value: IndicatorShape) -> frozenset[str]:
    return names_of(one for one in (value.formula, value.numerator, value.denominator) if one)


def _check_entry(record: Record[IndicatorShape], agencies: frozenset[str]) -> Iterator[PackError]:
    value = record.value
    if value.valid_to and value.valid_to < value.valid_from:
        yield record.error("valid_to", "version_wrong_order", text_noop("The version ends before it begins."))
    if value.owner not in agencies:
        yield record.error("owner", "unknown_owner", text_noop("There is no agency “%(code)s”."), code=value.owner)
    if bool(value.numerator) != bool(value.denominator) or (value.formula and value.numerator):
        message = text_noop("Give a formula, or a numerator and a denominator.")
        yield record.error("formula", "formula_ways", message)
    seen: set[str] = set()
    for at, part in enumerate(value.parts):
        above = part.code.rpartition(".")[0]
        if above and above not in seen:
            message = text_noop("Name the part %(above)s before what it is made of.")
            yield record.error(f"parts[{at}].code", "part_without_whole", message, above=above)
        seen.add(part.code)


def _check_versions(versions: list[Record[IndicatorShape]]) -> Iterator[PackError]:
    ordered = sorted(versions, key=lambda one: one.value.valid_from)
    for earlier, later in pairwise(ordered):
        if (earlier.value.valid_to or date.max) >= later.value.valid_from:
            message = text_noop("Versions %(one)s and %(other)s of %(code)s hold on the same days.")
            codes = {"one": earlier.value.version, "other": later.value.version, "code": later.value.code}
            yield later.error("valid_from", "versions_overlap", message, **codes)


def _check_formulas(record: Record[IndicatorShape], entries: Entries, counted: Measures) -> Iterator[PackError]:
    texts = {name: getattr(record.value, name) for name in FORMULAS if getattr(record.value, name)}
    faults = []
    for name, text in texts.items():
        try:
            found = [*_unknown_names(record, name, text, entries, counted)]
            faults += found
            if not found:
                infer(parse(text), lambda one: _dimension(one, entries, counted))
        except ExpressionError as fault:
            code = fault.code if fault.code == "unit_mismatch" else "formula"
            message = text_noop("This formula cannot be read: %(problem)s")
            faults.append(record.error(name, code, message, problem=str(fault)))
    yield from faults
    if not faults:
        yield from _check_units(record, texts, entries, counted)


def _unknown_names(
    record: Record[IndicatorShape], name: str, text: str, entries: Entries, counted: Measures
) -> Iterator[PackError]:
    for one in sorted(names_of([text])):
        if is_measure(one) and one not in counted:
            near = get_close_matches(one, counted, n=1)
            message = text_noop("No block counts “%(name)s”. Near: %(near)s.")
            yield record.error(name, "unknown_measure", message, name=one, near=", ".join(near) or "–")
        elif not is_measure(one) and one not in entries:
            near = get_close_matches(one, entries, n=1)
            message = text_noop("The dictionary has no indicator “%(name)s”. Near: %(near)s.")
            yield record.error(name, "unknown_name", message, name=one, near=", ".join(near) or "–")


def _check_units(
    record: Record[IndicatorShape], texts: Mapping[str, str], entries: Entries, counted: Measures
) -> Iterator[PackError]:
    found = {name: infer(parse(text), lambda one: _dimension(one, entries, counted)) for name, text in texts.items()}
    wanted = dimension_of(record.value.unit)
    given = {name: dict(one) for name, one in found.items() if one is not None}
    for name in ("formula", "least", "limit"):
        if name in given and given[name] != dict(wanted) and parse(texts[name]).names:
            yield _mismatch(record, name, spoken(given[name]))
    if "numerator" in given and "denominator" in given:
        alike = given["numerator"] == given["denominator"]
        if alike != (record.value.unit in SHARES):
            yield _mismatch(record, "numerator", f"{spoken(given['numerator'])} ÷ {spoken(given['denominator'])}")


def _mismatch(record: Record[IndicatorShape], name: str, given: str) -> PackError:
    message = text_noop("This gives %(given)s; the unit of %(code)s is %(unit)s.")
    params = {"given": given, "code": record.value.code, "unit": record.value.unit.value}
    return record.error(name, "unit_mismatch", message, **params)


def _dimension(name: str, entries: Entries, counted: Measures) -> Dimension | None:
    if is_measure(name):
        measure = counted.get(name)
        return None if measure is None else _MEASURED_IN.get(measure.unit, dimension_of(Unit.COUNT))
    return dimension_of(entries[name][-1].value.unit) if name in entries else None
