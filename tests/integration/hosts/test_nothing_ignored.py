"""What is misspelt in a page or in mkdocs.yml is reported, not ignored."""

from __future__ import annotations

import pytest

from annotated_edition.hosts import Project
from tests.support.project import BuildFailedError, build_site, configure, write


def problems(folder, page, options=""):
    write(folder, {"docs/index.md": page, "annotations/terms.yml": "terms: []\n"})
    config = "site_name: A\nplugins:\n  - search\n  - annotated-edition:\n      cache: ''\n"
    write(folder, {"mkdocs.yml": config + options})
    return [str(each) for each in Project.load(folder / "mkdocs.yml").check().problems]


@pytest.mark.parametrize(
    ("marker", "near"),
    [
        ("<!-- edition: claim -->", "claims"),
        ("<!-- edition:speaker-->", "speakers"),
        ("<!-- Edition: claims -->", "claims"),
        ("<!-- edition : Sources -->", "sources"),
        ("<!-- edition claims -->", "claims"),
        ("<!--\nedition: timelines\n-->", "timeline"),
        ("<!-- edition: claims, speakers -->", "speakers"),
        ("<!-- editions: claims -->", "claims"),
        ("<!-- edition: -->", ""),
        ("<!-- edition: everything -->", ""),
    ],
)
def test_a_marker_of_no_listing_is_reported_with_the_nearest(tmp_path, marker, near):
    told = problems(tmp_path, f"# Start\n\n  {marker}\n")
    assert len(told) == 1
    assert told[0].startswith("docs/index.md:3:3: ")
    assert "expected one of " in told[0]
    assert (f"did you mean “<!-- edition: {near} -->”?" in told[0]) == bool(near)


@pytest.mark.parametrize(
    "page",
    [
        "<!-- edition: claims -->",
        "<!--edition:  timeline-->",
        "<!-- edition of 1914, second printing -->",
        "Write `<!-- edition: claim -->`.",
        "```html\n<!-- edition: claim -->\n```",
        "~~~~\n```\n<!-- edition: claim -->\n~~~~",
    ],
)
def test_what_is_right_or_shown_as_code_is_left_alone(tmp_path, page):
    assert problems(tmp_path, f"# Start\n\n{page}\n") == []


def test_an_option_that_does_not_exist_is_reported_with_its_place(tmp_path):
    told = problems(tmp_path, "# Start\n", "      claim_page: true\n      colour: red\n")
    assert told[0] == (
        "mkdocs.yml:6:7: the plugin annotated-edition has no option “claim_page”;"
        " did you mean “claim_pages”?; rename it, or take it out"
    )
    assert told[1].startswith("mkdocs.yml:7:7: ")
    assert "expected one of annotations, branch" in told[1]


def test_a_strict_build_fails_on_both(tmp_path):
    write(tmp_path, {"docs/index.md": "# Start\n\n<!-- edition: claim -->\n"})
    write(tmp_path, {"annotations/terms.yml": "terms: []\n"})
    configure(tmp_path, {}, {"cahce": ""})
    with pytest.raises(BuildFailedError) as failed:
        build_site(tmp_path)
    assert "did you mean “cache”?" in str(failed.value)
    assert "did you mean “<!-- edition: claims -->”?" in str(failed.value)
    assert "Unrecognised" not in str(failed.value)
