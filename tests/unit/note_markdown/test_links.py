from __future__ import annotations

import pytest

from annotated_edition.note_markdown import (
    has_refused_link,
    relative_links,
    render_bodies,
    resolve_links,
)


@pytest.mark.parametrize(
    ("href", "relative"),
    [
        ("a.md", True),
        ("../a.md#b", True),
        ("#b", True),
        ("?q=1", True),
        ("https://e.org", False),
        ("mailto:a@e.org", False),
        ("//e.org", False),
        ("/\\e.org", False),
        ("/&#9;/[e", False),
        ("&#1;//[e", False),
        ("/\t/[e", False),
    ],
)
def test_what_browsers_take_for_another_host_is_not_looked_for_here(href, relative):
    html = f'<p><a href="{href}">x</a></p>'
    assert bool(list(relative_links(html))) == relative
    assert ("MOVED" in resolve_links(html, lambda _: "MOVED")) == relative


@pytest.mark.parametrize(
    ("markdown", "refused"),
    [
        ("[x](a.md)", False),
        ("[x](https://e.org 'title')", False),
        ("no link", False),
        ("[x](javascript:alert(1))", True),
        ("[x](&#106;avascript:alert(1))", True),
        ("[x](< javascript:alert(1)> 'title href=')", True),
    ],
)
def test_links_whose_address_was_taken_away_are_known(markdown, refused):
    assert has_refused_link(render_bodies([markdown])[0]) == refused
