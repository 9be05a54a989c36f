"""A national record laid over what a procedure says here: the legal facts come from there, forms and processes stay."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

from honglam.procedures.rules.national.words import key

_KEPT_OF_A_PAPER = ("when", "is_form", "show_only", "required", "source")
_KEPT_OF_A_CHANNEL = ("source",)


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


def _papers(known: Any, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Papers are known by their code or by their name; conditions and marks that only we have go with them."""
    old = [paper for paper in known or [] if isinstance(paper, dict)]
    by_code = {paper.get("code"): paper for paper in old}
    by_name = {key(str(paper.get("name", ""))): paper for paper in old}
    found = []
    for paper in said:
        before = by_name.get(key(paper["name"])) or by_code.get(paper["code"]) or {}
        kept = {name: before[name] for name in _KEPT_OF_A_PAPER if name in before}
        found.append({**paper, **kept, "code": before.get("code", paper["code"])})
    return found


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
    """The template stays; the record names every result, so that others of before are gone."""
    kept = {name: value for name, value in (known or {}).items() if name != "also"}
    return {**kept, **said}


_JOINERS: dict[str, Callable[[Any, Any], Any]] = {
    "components": _papers,
    "channels": _channels,
    "legal_basis": _legal_basis,
    "result": _result,
}
