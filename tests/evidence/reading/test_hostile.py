"""What somebody may send: empty, binary, huge, broken, nested, hidden or endless text. Clear faults, bounded work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.fault import InputFaults
from detente.evidence.reading.intake import MOST_BYTES, take_in
from detente.evidence.reading.read import MOST_FLAGS, read
from detente.evidence.reading.sentences import LONGEST, sentences


def texts(data: bytes, file: str = "a.txt") -> list[str]:
    return [sentence.text for sentence in sentences(take_in(data, file=file)[0])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "there is no text in it"),
        (b" \n\t\n ---\n", "there is no text in it"),
        ("\u202e\u200b\ufeff".encode(), "there is no text in it"),
        (b"one\ntwo \x00 three", "a.txt:2: it is no text: byte 9 is zero"),
        (b"one\ntwo\nthr\xffee", "a.txt:3: byte 12 (0xff) is not UTF-8"),
        ("text".encode("utf-16"), "UTF-16"),
        (b"x" * (MOST_BYTES + 1), "more than 1 MB"),
        (b"a.\n\n" * 100_000, "paragraphs are more than"),
        (b"A. B c. " * 100_000, "sentences are more than"),
    ],
)
def test_what_is_no_article_is_refused_with_where_and_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(InputFaults, match=r"\(.+\)") as refused:
        read(data, file="a.txt")
    assert words in str(refused.value)


def test_a_size_is_a_limit_and_not_a_fault_of_the_text() -> None:
    with pytest.raises(InputFaults) as refused:
        read(b"x" * (MOST_BYTES + 1))
    assert refused.value.too_large


def test_html_loses_scripts_styles_comments_and_head() -> None:
    page = (
        b"<html><head><title>No</title></head><body><!-- Some analysts say no. --><script>no()</script>"
        b"<style>no</style><p>One &amp; two.</p><p>Three<br>four</p><![CDATA[no]]></body></html>"
    )
    assert texts(page, "a.html") == ["One & two.", "Three", "four"]


def test_entities_are_not_expanded_again_and_again() -> None:
    bomb = b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><p>&b; &amp;amp;lt; end.</p></html>'
    (only,) = [text for text in texts(bomb, "a.html") if "end" in text]
    assert "aaaa" not in only
    assert "&amp;lt;" in only


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<!--", "<!--a>", "<a ", "</a ", "<a b='", "<a b='>", "<![CDATA[", "<?", "<!", "<script>", "&#x", "<",
        "&amp;",
    ],
)  # fmt: skip
def test_endless_markup_ends(piece: str) -> None:
    page = "<html>" + piece * (300_000 // len(piece)) + "<p>End.</p>"
    try:
        read(page.encode(), file="a.html")
    except InputFaults as refused:
        assert str(refused).startswith("a.html has 1 fault")


@pytest.mark.parametrize(
    "piece",
    ["a", "A ", "likely ", "Dr. ", "\u0301", '"', "(", "1 ", "1,", "1,000", "reports ", "US-Russia ", "A. ",
     "According to A ", "former president ", "Some analysts ", "Institute for ", "[", "[a](", "**",
     "- ", "refugees displaced 1 million "],
)  # fmt: skip
def test_a_sentence_without_end_is_read_in_pieces(piece: str) -> None:
    found = read((piece * (100_000 // len(piece.encode())) + " end").encode())
    assert all(len(flag.sentence) <= LONGEST for flag in found.flags)


def test_an_answer_is_bounded_and_says_what_it_leaves_out() -> None:
    found = read(b"A deal is likely. " * 1_000)
    assert len(found.flags) <= 2 * MOST_FLAGS
    assert found.left_out >= 900


def test_hidden_and_turning_characters_are_taken_out_and_told() -> None:
    found = read("Some an\u200balysts \u202esay that it holds.\x1b[2J".encode())
    assert [flag.kind for flag in found.flags] == ["anonymous_source"]
    assert found.notes == ("3 invisible or direction-turning characters were taken out",)
    assert "\x1b" not in found.flags[0].sentence


def test_markdown_marks_fall_away_and_list_marks_too() -> None:
    text = b"# Head\n\n1. **Some** [analysts](http://x.y) _say_ so.\n\n- `two`\n\n> three"
    assert texts(text, "a.md") == ["Head", "Some analysts say so.", "two", "three"]


def test_wrapped_lines_are_joined_and_others_are_not() -> None:
    wrapped = b"This line of a wrapped text goes on and on until it ends with the name of\nMoscow.\n\nNext."
    assert len(texts(wrapped)) == 2
    assert texts(b"A heading\nA line of its own\nAnd another") == ["A heading", "A line of its own", "And another"]


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.html", "a.md"]))
def test_any_text_is_read_or_refused_and_always_alike(text: str, file: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    try:
        first = read(data, file=file)
    except InputFaults:
        return
    assert read(data, file=file) == first
    assert [flag.number for flag in first.flags] == sorted(flag.number for flag in first.flags)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data)
    except InputFaults as refused:
        assert refused.faults
