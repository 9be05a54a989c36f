"""A national record laid over what a procedure says here: the legal facts come from there, forms and processes stay."""

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from honglam.kernel.values import text_noop
from honglam.procedures.contracts.national import Remark
from honglam.procedures.rules.national.words import key

_KEPT_OF_A_PAPER = ("when", "is_form", "show_only", "required", "source")
_KEPT_OF_A_CHANNEL = ("source",)
_LIKENESS = (("name", "note", "code"), ("name", "note"), ("name", "code"), ("name",), ("code",))
"""What two papers share, the most telling first: a code may be a mere count, a name may stand in several cases."""


def joined(base: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """The definition that would be drafted. What the record does not say stays as it was."""
    made = copy.deepcopy(dict(base))
    made.pop("decision", None)
    made.update(copy.deepcopy({name: value for name, value in record.items() if name not in _JOINERS}))
    for name, join in _JOINERS.items():
        if name in record:
            made[name] = join(base.get(name), record[name])
    if not made.get("summary"):
        made["summary"] = made.get("name", "")
    return made


def remarks_on(base: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[Remark, ...]:
    """What a person must look at: which result was taken as the main one unasked, and which have no name."""
    known, results = base.get("result") or {}, _results(record.get("result") or {})
    found = []
    if len(results) > 1 and _place_of_ours(known, results) is None:
        main = results[_first_named(results)]
        taken = " ".join(filter(None, (main.get("code"), main.get("name"))))
        found.append((text_noop("Several results stand there; taken as the main one: %(text)s"), taken))
    named = {one.get("code") for one in (known, *known.get("also", ()))}
    nameless = [one["code"] for one in results if "name" not in one and one["code"] not in named]
    found += [(text_noop("A result stands there with a code only: %(text)s"), code) for code in nameless]
    return tuple(Remark(place="KETQUATHUCHIEN", message=said, params={"text": words[:300]}) for said, words in found)


def _papers(known: Any, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each paper of ours goes to the one of the record that is likest; conditions and marks only we have go with it."""
    matched = _matched([paper for paper in known or [] if isinstance(paper, dict)], said)
    given = {before.get("code") for before in matched}
    found = []
    for paper, before in zip(said, matched, strict=True):
        kept = {name: before[name] for name in _KEPT_OF_A_PAPER if name in before}
        code = before.get("code") or _unused(paper["code"], given)
        given.add(code)
        found.append({**paper, **kept, "code": code})
    return found


def _unused(code: str, given: Collection[str | None]) -> str:
    """The record may only count its papers: another one may go by that code here."""
    while code in given:
        code += "-2"
    return code


def _matched(ours: list[dict[str, Any]], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each paper of a record ours, or nothing: one is given away once, though its name stands in several cases."""
    taken: dict[int, dict[str, Any]] = {}
    left = list(ours)
    for marks in _LIKENESS:
        waiting: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for paper in reversed(left):
            waiting.setdefault(_marked(paper, marks), []).append(paper)
        for place, paper in enumerate(said):
            alike = waiting.get(_marked(paper, marks)) if place not in taken else None
            if alike:
                taken[place] = alike.pop()
        gone = {id(paper) for paper in taken.values()}
        left = [paper for paper in left if id(paper) not in gone]
    return [taken.get(place, {}) for place in range(len(said))]


def _marked(paper: Mapping[str, Any], marks: Sequence[str]) -> tuple[str, ...]:
    return tuple(key(str(paper.get(mark, ""))) for mark in marks)


def _channels(known: Any, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    old = {way.get("channel"): way for way in known or [] if isinstance(way, dict)}
    found = []
    for way in said:
        before = old.get(way["channel"], {})
        kept = {name: before[name] for name in _KEPT_OF_A_CHANNEL if name in before}
        duration = {"duration": before["duration"]} if "duration" in before else {}
        found.append({**duration, **kept, **way})
    return found


def _legal_basis(known: Any, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The national record names texts, not articles: those that were found here stay."""
    articles = {text.get("number"): text["article"] for text in known or [] if "article" in text}
    return [{**text, **({"article": articles[text["number"]]} if text["number"] in articles else {})} for text in said]


def _result(known: Any, said: dict[str, Any]) -> dict[str, Any]:
    """What is the main result here stays it, in whatever order the record has them, and keeps its template.

    The record names every result, so that others of before are gone.
    """
    ours, results = known or {}, _results(said)
    place = _place_of_ours(ours, results)
    main = results.pop(_first_named(results) if place is None else place)
    names = {one["code"]: one["name"] for one in ours.get("also", ()) if one.get("code")}
    also = [{"name": names[one["code"]], **one} if one.get("code") in names else one for one in results]
    also = [one for one in also if "name" in one]
    return {**_alone(ours), **main, **({"also": also} if also else {})}


def _results(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All results of a record in its order."""
    return [one for one in (_alone(said), *said.get("also", ())) if one]


def _alone(result: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "also"}


def _place_of_ours(known: Mapping[str, Any], results: list[dict[str, Any]]) -> int | None:
    """Where our main result stands among the record's: by its code, or else by its name."""
    code, name = known.get("code"), key(str(known.get("name", "")))
    by_code = (place for place, one in enumerate(results) if code and one.get("code") == code)
    by_name = (place for place, one in enumerate(results) if name and key(one.get("name", "")) == name)
    return next(by_code, next(by_name, None))


def _first_named(results: list[dict[str, Any]]) -> int:
    """A code alone would come to stand under the name of another result."""
    return next((place for place, one in enumerate(results) if "name" in one), 0)


_JOINERS: dict[str, Callable[[Any, Any], Any]] = {
    "components": _papers,
    "channels": _channels,
    "legal_basis": _legal_basis,
    "result": _result,
}
