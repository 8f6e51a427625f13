"""The article's words are the received ones: none added, none lost, none changed."""

import hashlib
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from mkdocs.utils.meta import get_data

PROJECT = Path(__file__).parents[2]
DOCUMENT = PROJECT / "docs/articles/annexation-requests.md"
RECEIVED = PROJECT / "tests/data/annexation-requests.txt"
SHA256 = "5b15b81e600172ad7a154705cc44d3e5f6a59fced48cc5db1a85436ec686fb19"

EXTENSION_SETS = [
    [],
    [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "smarty",
        "tables",
        "toc",
        "pymdownx.betterem",
        "pymdownx.caret",
        "pymdownx.details",
        "pymdownx.keys",
        "pymdownx.magiclink",
        "pymdownx.mark",
        "pymdownx.smartsymbols",
        "pymdownx.superfences",
        "pymdownx.tilde",
    ],
]


class Blocks(HTMLParser):
    """Collects the tag and the text of each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag, attrs):
        del attrs
        if tag in ("h1", "p"):
            self.blocks.append((tag, ""))
        else:
            self.inline.append(tag)

    def handle_data(self, data):
        if data != "\n":
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


def rendered(extensions):
    source, _ = get_data(DOCUMENT.read_text(encoding="utf-8"))
    blocks = Blocks()
    blocks.feed(markdown.markdown(source, extensions=extensions))
    blocks.close()
    return blocks


def received_lines():
    return [line for line in RECEIVED.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("extensions", EXTENSION_SETS, ids=["plain", "with-extensions"])
def test_every_received_line_is_a_block_of_the_page_in_order_and_nothing_else_is(extensions):
    assert [text for _, text in rendered(extensions).blocks] == received_lines()


@pytest.mark.parametrize("extensions", EXTENSION_SETS, ids=["plain", "with-extensions"])
def test_markdown_finds_no_markup_in_the_words(extensions):
    blocks = rendered(extensions)
    assert [tag for tag, _ in blocks.blocks] == ["h1"] + ["p"] * (len(received_lines()) - 1)
    assert blocks.inline == []


def test_without_the_heading_sign_the_page_is_the_received_file_byte_for_byte():
    _, _, body = DOCUMENT.read_bytes().partition(b"\n---\n\n# ")
    assert body.removesuffix(b"\n") == RECEIVED.read_bytes()


def test_the_copy_is_the_one_whose_checksum_was_recorded():
    assert hashlib.sha256(RECEIVED.read_bytes()).hexdigest() == SHA256


def test_the_page_tells_the_reader_the_same_checksum():
    _, front_matter = get_data(DOCUMENT.read_text(encoding="utf-8"))
    assert front_matter["source"]["sha256"] == SHA256


def test_typography_survives_the_way_into_the_page():
    text = "\n".join(text for _, text in rendered([]).blocks)
    counts = {sign: text.count(sign) for sign in "“”’…\u00a0\"'"}
    assert counts == {"“": 20, "”": 20, "’": 4, "…": 1, "\u00a0": 2, '"': 0, "'": 0}
