"""Scores `anchor` on a folder of annotated revisions, and says how far its weights carry over.

    python tests/bench/anchoring.py --cases DIR [--folds] [--errors FILE]

DIR holds `cases.jsonl` (case, doc_new, exact, prefix, suffix, gold: [start, end] or null, place,
tags) and `texts/<doc>.txt`; offsets are code points. A prediction is right if it covers the gold
span with an overlap (intersection by union) of 0.8 at least, near from 0.3, wrong below. Placing
what is gone is wrong too, but `soft` where at least half of it lies in the text that was written
in the passage's place. Cases tagged `undecidable` count in no total.

`--folds` fits the weights of the evidence again: on all sources, and for each source on all the
others, and scores each source with the weights that it had no part in.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from annotated_edition.anchoring import TextIndex, anchor
from annotated_edition.anchoring.bounds import passage
from annotated_edition.anchoring.decision import judge, weigh_places
from annotated_edition.anchoring.evidence import CAUTION, Weights
from annotated_edition.anchoring.exact import place_exactly
from annotated_edition.anchoring.query import Query
from annotated_edition.anchoring.typography import place_by_letters
from annotated_edition.model import Selector

RIGHT, NEAR = 0.8, 0.3
ROUNDS = 8
PARTIAL = 0.3
MOST = 6
RIDGE = 0.05
GOALS = "goal: right 97.5, wrong 0.3 at most, of gone 1.0 at most, found 97.0"


def load(folder):
    with (folder / "cases.jsonl").open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    texts = {
        name: (folder / "texts" / f"{name}.txt").read_bytes().decode("utf-8")
        for name in sorted({case["doc_new"] for case in cases})
    }
    return cases, texts


def selector(case):
    return Selector(case["exact"], case["prefix"] or None, case["suffix"] or None)


def overlap(one, other):
    shared = min(one[1], other[1]) - max(one[0], other[0])
    whole = max(one[1], other[1]) - min(one[0], other[0])
    return shared / whole if shared > 0 else 0.0


def verdict(case, span, text):
    if span:
        start, end = span
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        span = (start, end) if start < end else None
    gold, place = case["gold"], case.get("place")
    if gold is None:
        if span is None:
            return "right"
        inside = min(span[1], place[1]) - max(span[0], place[0]) if place else -1
        return "soft" if place and inside >= 0.5 * (span[1] - span[0]) else "wrong"
    if span is None:
        return "missed"
    share = overlap(span, gold)
    return "right" if share >= RIGHT else "near" if share >= NEAR else "wrong"


def span_of(placement):
    return None if placement.start is None else (placement.start, placement.end)


def table(title, cases, verdicts, *, tags=False):
    groups = defaultdict(list)
    for case in cases:
        if "undecidable" in case["tags"]:
            continue
        for tag in ["ALL", *(case["tags"] if tags else ())]:
            groups[tag].append(case)
    print(f"\n{title}")
    print(
        f"{'':32}{'n':>6}{'right':>8}{'wrong':>8}{'of gone':>8}{'found':>8}{'near':>7}{'soft':>7}"
    )
    for tag in ["ALL", *sorted(set(groups) - {"ALL"})]:
        group = groups[tag]
        count = Counter(verdicts[case["case"]] for case in group)
        gone = [case for case in group if case["gold"] is None]
        there = [case for case in group if case["gold"] is not None]
        wrong_gone = sum(verdicts[case["case"]] == "wrong" for case in gone)
        found = sum(verdicts[case["case"]] == "right" for case in there)
        cells = [
            (count["right"], len(group)),
            (count["wrong"], len(group)),
            (wrong_gone, len(gone)),
            (found, len(there)),
            (count["near"], len(group)),
            (count["soft"], len(group)),
        ]
        shares = [f"{100 * part / whole:.2f}" if whole else "-" for part, whole in cells]
        widths = (8, 8, 8, 8, 7, 7)
        row = "".join(f"{share:>{width}}" for share, width in zip(shares, widths, strict=True))
        print(f"{tag:32}{len(group):6}{row}")


def score(cases, texts):
    """Score whole documents at once, and time each case by itself."""
    together, alone, states, times = {}, {}, Counter(), []
    by_text = defaultdict(list)
    for case in cases:
        by_text[case["doc_new"]].append(case)
    prepared = characters = 0.0
    longest = ("", 0, 0.0)
    for name, group in by_text.items():
        text = texts[name]
        started = time.thread_time()
        index = TextIndex(text)
        _ = index.plain, index.skeleton, index.grams
        spent = time.thread_time() - started
        prepared, characters = prepared + spent, characters + len(text)
        longest = max(longest, (name, len(text), spent), key=lambda each: each[1])
        for case in group:
            started = time.thread_time()
            placement = anchor(index, [selector(case)])[0]
            times.append(1000 * (time.thread_time() - started))
            states[placement.state.value] += 1
            alone[case["case"]] = verdict(case, span_of(placement), text)
        for case, placement in zip(group, anchor(text, list(map(selector, group))), strict=True):
            together[case["case"]] = verdict(case, span_of(placement), text)
    table("each case alone, by tag", cases, alone, tags=True)
    table("all cases of a document in one call", cases, together)
    print(GOALS)
    times.sort()
    print("states:", ", ".join(f"{state} {count}" for state, count in states.most_common()))
    print(
        f"ms of CPU per annotation: median {statistics.median(times):.3f}, "
        f"95th percentile {times[int(0.95 * (len(times) - 1))]:.3f}, longest {times[-1]:.1f}"
    )
    print(
        f"preparation, µs per character: all {1e6 * prepared / characters:.3f}, "
        f"longest text ({longest[1]} characters) {1e6 * longest[2] / longest[1]:.3f}"
    )
    return alone


def source(case):
    """Return the source of a case; damage made by a program counts to the text's source."""
    return case["doc_old"].removeprefix("syn-").rsplit("-", 1)[0]


def samples(cases, texts):
    """Yield (source, weight, right or not, terms) for the best places of every case.

    Every case is asked with all its context, and for less with one side of it and with none,
    because contributors write such selectors.
    """
    indexes = {name: TextIndex(text) for name, text in texts.items()}
    for case in cases:
        if "undecidable" in case["tags"]:
            continue
        index = indexes[case["doc_new"]]
        exact, prefix, suffix = case["exact"], case["prefix"] or None, case["suffix"] or None
        for weight, each in (
            (1.0, Selector(exact, prefix, suffix)),
            (PARTIAL, Selector(exact, prefix)),
            (PARTIAL, Selector(exact, None, suffix)),
            (PARTIAL, Selector(exact)),
        ):
            query = Query.of(each)
            if place_exactly(index, each) or not query.exact:
                continue
            for place in weigh_places(index, query, sure=math.inf)[:MOST]:
                span = passage(index, query, place.start, place.end)
                share = overlap(span, case["gold"]) if case["gold"] else 0.0
                if share >= RIGHT or share < NEAR:
                    yield source(case), weight, share >= RIGHT, place.evidence.terms


def fit(rows):
    """Return the weights of a logistic regression, by Newton's method."""
    size = len(rows[0][3])
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-RIDGE * weight for weight in weights]
        curve = [[RIDGE * (a == b) for b in range(size)] for a in range(size)]
        for _, worth, right, terms in rows:
            odds = sum(a * b for a, b in zip(weights, terms, strict=True))
            share = 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))
            rest, bend = worth * (right - share), worth * share * (1 - share)
            for a, term in enumerate(terms):
                slope[a] += rest * term
                if bend > 1e-6:
                    line, scaled = curve[a], bend * term
                    for b in range(a + 1):
                        line[b] += scaled * terms[b]
        for a in range(size):
            for b in range(a + 1, size):
                curve[a][b] = curve[b][a]
        weights = [w + step for w, step in zip(weights, solve(curve, slope), strict=True)]
    fitted = Weights(*weights)
    return replace(fitted, missing=fitted.missing - CAUTION)


def solve(matrix, vector):
    rows = [[*line, value] for line, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for other in range(size):
            if other != at:
                factor = rows[other][at] / rows[at][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def place(index, case, weights):
    each = selector(case)
    query = Query.of(each)
    settled = place_exactly(index, each)
    if settled is None and query.exact:
        settled = place_by_letters(index, query) or judge(index, query, weights)
    return span_of(settled) if settled else None


def folds(cases, texts):
    rows = list(samples(cases, texts))
    random.Random(0).shuffle(rows)
    print(f"\nweights on all sources ({len(rows)} places):\n  {rounded(fit(rows))}")
    indexes = {name: TextIndex(text) for name, text in texts.items()}
    verdicts = {}
    for held in sorted({row[0] for row in rows}):
        weights = fit([row for row in rows if row[0] != held])
        print(f"without {held}:\n  {rounded(weights)}", flush=True)
        for case in cases:
            if source(case) == held:
                span = place(indexes[case["doc_new"]], case, weights)
                verdicts[case["case"]] = verdict(case, span, texts[case["doc_new"]])
    table("out of fold", [case for case in cases if case["case"] in verdicts], verdicts)


def rounded(weights):
    return ", ".join(f"{name} {getattr(weights, name):.2f}" for name in Weights.__slots__)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cases", type=Path, required=True, metavar="DIR")
    arguments.add_argument("--folds", action="store_true")
    arguments.add_argument("--errors", type=Path)
    options = arguments.parse_args()
    if not (options.cases / "cases.jsonl").is_file():
        arguments.error(f"{options.cases} holds no cases.jsonl")
    cases, texts = load(options.cases)
    verdicts = score(cases, texts)
    if options.errors:
        with options.errors.open("w", encoding="utf-8") as lines:
            for case in cases:
                if verdicts[case["case"]] != "right":
                    found = {**case, "verdict": verdicts[case["case"]]}
                    lines.write(json.dumps(found, ensure_ascii=False) + "\n")
    if options.folds:
        folds(cases, texts)


if __name__ == "__main__":
    main()
