"""Pieces of pages by the kind of markup in them, with words from chance."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import markdown

__all__ = ["KINDS", "page_of", "rendered"]

EXTENSIONS = (
    "admonition attr_list def_list footnotes md_in_html tables abbr toc pymdownx.betterem "
    "pymdownx.details pymdownx.superfences pymdownx.tabbed pymdownx.highlight pymdownx.tasklist "
    "pymdownx.arithmatex pymdownx.critic pymdownx.keys pymdownx.mark pymdownx.tilde"
).split()
SETTINGS: dict[str, dict[str, object]] = {
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.highlight": {"linenums": True, "linenums_style": "pymdownx-inline"},
    "pymdownx.arithmatex": {"generic": True},
}

SYLLABLES = "ba ce di fo gu la me ni po ru sta tre vil wen zor".split()
COMMON = "the of and vote one in 7 85.4 well-known it’s".split()


def rendered(text: str) -> str:
    """Markdown as the hosts render it."""
    return markdown.markdown(text, extensions=[*EXTENSIONS], extension_configs=SETTINGS)


class Words:
    """Words from chance: mostly new ones, and a few that every text repeats."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def __call__(self, most: int = 6) -> str:
        return " ".join(self.one() for _ in range(self.chance.randint(1, most)))

    def one(self) -> str:
        if self.chance.random() < 0.15:
            return self.chance.choice(COMMON)
        word = "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))
        return word.title() if self.chance.random() < 0.1 else word


Kind = Callable[[Words], str]


def omitted(w: Words) -> str:
    return (
        f"<p>{w()}<p>{w()}<ul><li>{w()}<li>{w()}<ul><li>{w()}</ul><li>{w()}</ul>"
        f"<table><caption>{w()}<thead><tr><th>{w()}<th>{w()}<tbody><tr><td>{w()}<td>{w()}"
        f"<tr><td>{w()}</table><dl><dt>{w()}<dd>{w()}<dt>{w()}<dd>{w()}</dl>"
        f"<p>{w()}<h3>{w()}</h3>{w()}<p>{w()}<blockquote><p>{w()}</blockquote>{w()}"
    )


def hidden(w: Words) -> str:
    return (
        f"<p>{w()} <span hidden>{w()}</span> {w()} <span style='display:none'>{w()}</span>{w()} "
        f'<span aria-hidden="true">{w()}</span> {w()} <b style="visibility:hidden">{w()}</b> '
        f"{w()}</p><p hidden>{w()}</p><div hidden><p>{w()}</p><div hidden>{w()}</div>{w()}</div>"
        f"<p>{w()}</p><div style='color:red;display: none !important'><p>{w()}</div><p>{w()}</p>"
        f'<template><p>{w()}</p></template><p hidden="">{w()}<p>{w()} <i hidden=hidden>{w()}</i>'
        f"{w()}</p>"
    )


def omitted_in_hidden(w: Words) -> str:
    return (
        f"<ul><li hidden>{w()}<li>{w()}</ul><p hidden>{w()}<p>{w()}<p>{w()}"
        f"<table><tr><td hidden>{w()}<td>{w()}<tr hidden><td>{w()}<tr><td>{w()}</table>"
        f"<dl><dt hidden>{w()}<dd>{w()}<dd hidden>{w()}<dt>{w()}</dl>{w()}"
    )


def ruby(w: Words) -> str:
    a, b, c = (w.one() for _ in range(3))
    return (
        f"<p>{w()} <ruby>{a}<rp>(</rp><rt>{w.one()}</rt><rp>)</rp></ruby> {w()} "
        f"<ruby>{b}<rt>{w.one()}</ruby> {w()} <ruby>{c}<rt>{w.one()}</rt>{a}<rt>{w.one()}</rt>"
        f"</ruby>, {w()} <ruby>東京<rp>（<rt>とうきょう<rp>）</ruby>に{w()} "
        f"<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を読む。</p>"
        f"<p><ruby><rb>{w.one()}</rb><rt>{w.one()}</rt></ruby> {w()}</p>"
    )


def tables(w: Words) -> str:
    return (
        f"<table><caption>{w()}</caption><thead><tr><th>{w()}</th><th>{w()}</th></tr></thead>"
        f"<tbody><tr><td rowspan=2>{w()}</td><td>{w()}<br>{w()}</td></tr><tr><td><p>{w()}</p>"
        f"<ul><li>{w()}</li></ul></td></tr></tbody><tfoot><tr><td colspan=2><table><tr><td>{w()}"
        f"</td></tr></table></td></tr></tfoot></table>"
        + rendered(f"| {w()} | {w()} |\n|---|---|\n| {w()} | **{w()}** |\n| {w()} | `{w()}` |")
    )


def tabs(w: Words) -> str:
    return rendered(
        f'=== "{w()}"\n\n    {w()}\n\n    === "{w()}"\n\n        {w()}\n\n'
        f'    === "{w()}"\n\n        {w()}\n\n=== "{w()}"\n\n    {w()}\n\n{w()}\n'
    )


def footnotes(w: Words) -> str:
    return rendered(
        f"{w()}[^1] {w()}.[^b] {w()} {w.one()}[^1][^b], {w()}\n\n"
        f"[^1]: {w()}\n\n[^b]: {w()}\n\n    {w()}\n"
    )


def permalinks(w: Words) -> str:
    return rendered(f"# {w()}\n\n{w()}\n\n## {w()}\n\n{w()}\n\n### {w()}\n\n{w()}\n")


def definitions(w: Words) -> str:
    return rendered(f"{w()}\n: {w()}\n: {w()}\n\n{w()}\n: {w()}\n\n    {w()}\n")


def inline(w: Words) -> str:
    a, b = w.one(), w.one()
    return (
        f"<p>{w()} <em>{w()} <strong>{w()} <a href='#'>{w()}</a></strong></em>, {w()} "
        f"{a[:2]}<b>{a[2:]}</b> H<sub>2</sub>O x<sup>3</sup> <code>{w()}</code><del>{w()}</del>"
        f" <ins>{w()}</ins> “<i>{w()}</i>” <kbd>{w()}</kbd> <small>{b}</small>ly <s>{w()}</s>"
        f" <span><span><span>{w()}</span></span></span> <abbr title='{w()}'>{w()}</abbr> <u>{w()}"
        f"</u> <bdi>{w()}</bdi> <time>{w()}</time> <cite>{w()}</cite> <dfn>{w()}</dfn></p>"
    )


def entities(w: Words) -> str:
    return (
        f"<p>{w()}&nbsp;{w()} co&shy;op&shy;era&shy;tion {w()} AT&amp;T &lt;{w()}&gt; caf&eacute; "
        f"{w()}&mdash;{w()} &ldquo;{w()}&rdquo; &#8220;{w()}&#x201d; &copy 2022 {w()}&hellip; "
        f"12&#8239;345&thinsp;% na&#239;ve {w()} &notit; {w()}&ensp;{w()} &quot;{w()}&quot; "
        f"x&sup2; 5&frac12; {w()}&zwnj;{w.one()} &fflig;oo &NotEqualTilde; {w()} &#150; {w()}</p>"
    )


def quotes(w: Words) -> str:
    return (
        f"<p>{w()} <q>{w()}</q> {w()} <q>{w()} <q>{w()}</q></q>, {w()}<q>{w.one()}</q>{w.one()}"
        f"</p><blockquote><p>{w()}</p><footer>{w()} <cite>{w()}</cite></footer></blockquote>"
    )


def breaks(w: Words) -> str:
    return (
        f"<p>{w()}<br>{w()}<br/>{w()} <br />\n{w()}<wbr>{w.one()} {w()}</p><p>{w()}<br><br>{w()}"
        f"</p>{w()}<hr>{w()}<p>{w.one()}<br>{w.one()}<br>{w.one()}</p>"
    )


def mathml(w: Words) -> str:
    return (
        f"<p>{w()} <math><mi>{w.one()}</mi><mo>=</mo><mn>41</mn></math> {w()} <math><mfrac><mn>3"
        f"</mn><mi>k</mi></mfrac></math>, {w()} <math><semantics><mi>z</mi><annotation encoding="
        f"'application/x-tex'>{w.one()}</annotation></semantics></math> {w()}</p>"
        + rendered(f"{w()} $E = mc^2$ {w()}\n\n$$\na + b\n$$\n\n{w()}")
    )


def folds(w: Words) -> str:
    return (
        f"<details><summary>{w()}</summary><p>{w()}</p></details><details open><summary>{w()}"
        f"</summary>{w()}<details><summary>{w()}</summary>{w()}</details><p>{w()}</p></details>"
        f"<p>{w()}</p><div hidden=until-found>{w()}</div><dialog>{w()}</dialog>{w()}"
        f"<dialog open>{w()}</dialog>"
        + rendered(f'??? note "{w()}"\n    {w()}\n\n???+ tip "{w()}"\n    {w()}\n')
    )


def code(w: Words) -> str:
    return (
        rendered(
            f"```python\n{w.one()} = {w.one()}({w.one()})\n# {w()}\n{w.one()} + 1\n```\n\n{w()}\n"
        )
        + f"<pre>{w()}\n  {w()}\n\n{w()}</pre><p><samp>{w()}</samp> <var>{w.one()}</var></p>"
    )


def scripts(w: Words) -> str:
    return (
        "<p>投票率は八十五パーセントでした。投票は行われた。</p><p>他们在广场上唱歌，然后回家。</p>"
        "<p>ผลการลงคะแนนเสียงในเมืองหลวง</p><p>قال المتحدث إن نسبة المشاركة بلغت ٨٥٫٤ في المئة.</p>"
        "<p>वे लोग शहर में रहते हैं और काम करते हैं।</p><p>Їхня явка становила 85,4&nbsp;%.</p>"
        "<p>투표율은 팔십오 퍼센트였다.</p><p>Cafe\u0301 na\u00efve Stra\u00dfe \ufb01nal "
        "\u0130stanbul \U00010400\U00010401 "
        f"😀 {w()} 👨‍👩‍👧 {w()} 𠀀𠀁𠀂</p><p dir=rtl>שלום <b>עולם</b> {w()}</p>"
    )


def lists(w: Words) -> str:
    return rendered(
        f"- {w()}\n- {w()}\n    1. {w()}\n    2. {w()}\n\n        {w()}\n- [x] {w()}\n"
        f"- [ ] {w()}\n\n"
        f'{w()}\n\n!!! warning "{w()}"\n    {w()}\n'
    )


def misnested(w: Words) -> str:
    return (
        f"<p><b>{w()}<i>{w()}</b>{w()}</i> {w()}</p><b><p>{w()}</b>{w()}</p><p>{w()}<div>{w()}"
        f"</div>{w()}</p><a href=#>{w()}<a href=#>{w()}</a>{w()}</a>"
        f"<table>{w()}<tr><td>{w()}</table>"
        f"</p>{w()}</div></em><p>{w()}</span></p><em>{w()}<p>{w()}</em><ul>{w()}<li>{w()}</ul>"
    )


def objects(w: Words) -> str:
    return (
        f"<p>{w()} <img alt='{w()}'> {w()} <svg width=9 height=9><title>{w()}</title></svg> {w()}"
        f" <button>{w()}</button> {w()} <label>{w()} <input value={w.one()}></label> {w()}"
        f" <select><option>{w()}<option>{w()}</select> {w()} <textarea>{w()}</textarea> {w()}"
        f" <progress>{w()}</progress> <meter>{w()}</meter> {w()} <video>{w()}</video> {w()}"
        f" <object>{w()}</object> {w()} <canvas>{w()}</canvas> <audio>{w()}</audio> {w()}</p>"
        f"<figure><img><figcaption>{w()}</figcaption></figure><form>{w()}<fieldset><legend>{w()}"
        f"</legend>{w()}</fieldset></form><p><output>{w()}</output> {w()} <map>{w()}</map></p>"
    )


def comments(w: Words) -> str:
    return (
        f"<p>{w()}<!-- {w()} --> {w()}<!---->{w.one()} <?php {w()} ?> {w()} <!{w.one()}>{w()}"
        f" a < b {w()} <script>{w()}</script>{w()} <style>{w()}</style> {w()} <noscript>{w()}"
        f"</noscript>{w()}</p>"
    )


def styled(w: Words) -> str:
    return (
        f"<p style='text-transform:uppercase'>{w()} straße {w()}</p>"
        f"<p style='white-space:pre-line'>{w()}\n{w()}</p>"
        f"<p>{w()} <span class=twemoji><svg></svg></span> {w()}</p>"
    )


KINDS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        omitted, hidden, omitted_in_hidden, ruby, tables, tabs, footnotes, permalinks,
        definitions, inline, entities, quotes, breaks, mathml, folds, code, scripts, lists,
        misnested, objects, comments, styled,
    )
}  # fmt: skip


def page_of(kinds: list[Kind], chance: Random) -> str:
    """A page with pieces of these kinds between paragraphs."""
    words = Words(chance)
    parts = [f"<p>{words(12)}.</p>"]
    for kind in kinds:
        parts += [kind(words), f"<p>{words(12)}.</p>"]
    return "\n".join(parts)
