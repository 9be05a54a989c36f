"""Compares what rules read out of a text with what people wrote down of it: found, invented, missed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from honglam.documents.contracts import Reading
from honglam.documents.rules.kinds import BY_ABBREVIATION
from honglam.documents.rules.reading import read_document
from honglam.documents.rules.symbols import symbol_key
from honglam.kernel.text import fold

HERE = Path(__file__).parent
FIELDS = ("kind", "symbol", "dated", "issuer", "abstract", "signer", "signer_post", "authority")


@dataclass
class Score:
    """How many were found rightly, found wrongly, and missed; with the wrong ones for whoever mends the rules."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of those found, how many are right."""
        found = self.right + len(self.wrong)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Of those that are there, how many were found."""
        there = self.right + len(self.missed)
        return self.right / there if there else 1.0

    def add(self, other: "Score") -> None:
        """Take in another text's."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


def truths(group: str) -> dict[str, dict[str, Any]]:
    """What people wrote down, by document: `known` while the rules were written, `held_out` afterwards."""
    found = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("truth/*.yaml"))}
    return {name: truth for name, truth in found.items() if truth["group"] == group}


def read(name: str) -> Reading:
    """What the rules read out of a document's text."""
    return read_document((HERE / "texts" / f"{name}.txt").read_text(encoding="utf-8"))


def measure(group: str) -> dict[str, Score]:
    """Scores by what is read, over all documents of a group."""
    scores = {"metadata": Score(), "citations": Score(), "dates of citations": Score(), "figures": Score()}
    scores["units of figures"] = Score()
    for name, truth in truths(group).items():
        reading = read(name)
        scores["metadata"].add(_metadata(reading, truth["metadata"]))
        cited = [(_named(one.symbol, one.title), one.dated) for one in reading.citations]
        wanted = [(_named(one.get("symbol", ""), one.get("title", "")), one.get("dated")) for one in truth["citations"]]
        scores["citations"].add(_bags((one for one, _ in cited), (one for one, _ in wanted)))
        scores["dates of citations"].add(_bags((one for one in cited if one[1]), (one for one in wanted if one[1])))
        figures, units = _figures(reading, truth["figures"])
        scores["figures"].add(figures)
        scores["units of figures"].add(units)
    return scores


def _named(symbol: str, title: str) -> str:
    return symbol_key(symbol) if symbol else fold(title)


def _bags(found: Iterable[Any], wanted: Iterable[Any]) -> Score:
    one, other = Counter(found), Counter(wanted)
    return Score(
        (one & other).total(), [str(x) for x in (one - other).elements()], [str(x) for x in (other - one).elements()]
    )


def _metadata(reading: Reading, truth: dict[str, Any]) -> Score:
    head, score = reading.head, Score()
    told = {name: getattr(head, name) for name in FIELDS}
    pairs = [(name, told[name], truth.get(name)) for name in FIELDS]
    kind = BY_ABBREVIATION.get(truth["kind"])
    pairs[0] = ("kind", head.kind, kind)
    pairs += [("recipient", one, one if one in truth["recipients"] else None) for one in head.recipients]
    pairs += [("recipient", None, one) for one in truth["recipients"] if one not in head.recipients]
    for name, found, wanted in pairs:
        if found and wanted and fold(str(found)) == fold(str(wanted)):
            score.right += 1
            continue
        if found:
            score.wrong.append(f"{name}: {found}")
        if wanted:
            score.missed.append(f"{name}: {wanted}")
    return score


def _figures(reading: Reading, truth: list[dict[str, Any]]) -> tuple[Score, Score]:
    """A figure is right when its number stands in the words that the truth names; the unit is judged apart."""
    texts = {one.number: one.text for one in reading.paragraphs}
    left, figures, units = list(truth), Score(), Score()
    for found in reading.figures:
        around = " ".join(texts[found.paragraph][max(0, found.start - 40) : found.end + 40].split())
        match = next((one for one in left if _same(found, one) and one["at"] in around), None)
        if match is None:
            figures.wrong.append(f"{found.value} {found.unit}: {around}")
            continue
        left.remove(match)
        figures.right += 1
        if fold(found.unit) == fold(match["unit"]):
            units.right += 1
        else:
            units.wrong.append(f"{found.unit} for {match['unit']}: {match['at']}")
            units.missed.append(match["at"])
    figures.missed += [one["at"] for one in left]
    return figures, units


def _same(found: Any, truth: dict[str, Any]) -> bool:
    def number(name: str) -> Decimal | None:
        return Decimal(str(truth[name])) if name in truth else None

    return (found.value, found.upper, found.of) == (number("value"), number("upper"), number("of"))


def table(groups: Iterable[str] = ("known", "held_out")) -> str:
    """The scores as a table in Markdown."""
    lines = ["| group | what | there | found rightly | wrongly | precision | recall |", "|---|---|---|---|---|---|---|"]
    for group in groups:
        for what, score in measure(group).items():
            there = score.right + len(score.missed)
            shares = f"{score.precision:.1%} | {score.recall:.1%}"
            lines.append(f"| {group} | {what} | {there} | {score.right} | {len(score.wrong)} | {shares} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(table())
