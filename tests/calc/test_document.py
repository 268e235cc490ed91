"""YAML as written: text stays text, every place knows its line, and nothing crashes the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.language.document import MAX_CHARACTERS, Document, DocumentError, Mistake, place, read_document


def mistakes(text: str) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read_document(text)
    assert str(refused.value) == "\n".join(str(mistake) for mistake in refused.value.mistakes)
    return [str(mistake) for mistake in refused.value.mistakes]


def test_every_scalar_stays_as_it_was_written() -> None:
    text = (
        "rate: 0.10\nday: 2024-01-01\nanswer: no\nbig: 1_000\nexact: 1.5%\nquoted: '007'\nempty:\nnone: ~\n"
    )
    assert read_document(text).data == {
        "rate": "0.10",
        "day": "2024-01-01",
        "answer": "no",
        "big": "1_000",
        "exact": "1.5%",
        "quoted": "007",
        "empty": None,
        "none": None,
    }


def test_a_quoted_null_is_text() -> None:
    assert read_document("a: 'null'\nb: \"\"").data == {"a": "null", "b": ""}


def test_every_place_knows_its_line() -> None:
    document = read_document("plan: p\n\n# a comment\nrates:\n  - kind: a\n    rate: 1%\n  - {kind: b}\n")
    assert document.line_of(("plan",)) == 1
    assert document.line_of(("rates",)) == 4
    assert document.line_of(("rates", 0, "rate")) == 6
    assert document.line_of(("rates", 1)) == 7


def test_a_place_that_was_not_written_has_the_line_of_what_is_around_it() -> None:
    document = read_document("a: 1\nrates:\n  - kind: x\n")
    assert document.line_of(("rates", 0, "rate")) == 3
    assert document.line_of(("nowhere",)) == 1
    assert Document({}, {}).line_of(("a", "b")) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [((), "the file"), (("a",), "a"), (("a", "b", 1, "c"), "a.b[2].c"), (("cases", 0), "cases[1]")],
)
def test_places_are_counted_from_one(path: tuple[str | int, ...], text: str) -> None:
    assert place(path) == text


def test_a_name_that_stands_twice_is_named_with_its_second_line() -> None:
    assert mistakes("a: 1\nb: 2\nc:\n  d: 1\n  d: 2\na: 3\n") == [
        "line 5, c.d: this name stands here twice. Keep one of them.",
        "line 6, a: this name stands here twice. Keep one of them.",
    ]


def test_anchors_and_references_are_refused() -> None:
    assert mistakes("a: &x {b: 1}\nc: *x\n") == [
        "line 1, a: anchors (&name) are not read here. Write it out.",
        "line 2, c: anchors (&name) are not read here. Write it out.",
    ]


def test_a_reference_to_itself_is_refused_and_does_not_go_round_for_ever() -> None:
    assert mistakes("a: &x [*x]")[0] == "line 1, a: anchors (&name) are not read here. Write it out."


def test_a_billion_laughs_are_refused() -> None:
    lines = ["a0: &a0 [ha]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert mistakes("\n".join(lines))[0] == "line 1, a0: anchors (&name) are not read here. Write it out."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [1", "line 1, the file: this is not YAML: expected ',' or ']', but got '<stream end>'."),
        (
            "a:\n\t- b",
            "line 2, the file: this is not YAML: found character '\\t' that cannot start any token.",
        ),
        ("a: 1\n---\nb: 2", "line 2, the file: this is not YAML: but found another document."),
        ("b: *x", "line 1, the file: this is not YAML: found undefined alias 'x'."),
        ("a: 1\n b: 2", "line 2, the file: this is not YAML: mapping values are not allowed here."),
        (
            "a: b\nc: \0",
            "line 2, the file: it holds a character that text cannot have (U+0000). Take it out.",
        ),
        ("? [a]\n: b", "line 1, the file: a name before the colon must be plain text."),
        ("", "line 1, the file: it holds no `name: value` lines."),
        ("- a", "line 1, the file: it holds no `name: value` lines."),
        ("just words", "line 1, the file: it holds no `name: value` lines."),
        ("a: b" * 60_000, f"line 1, the file: it is longer than {MAX_CHARACTERS:,} characters."),
    ],
)
def test_what_is_no_document_is_refused_with_its_line(text: str, sentence: str) -> None:
    assert mistakes(text) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 5_000 + "]" * 5_000,
        "{a: " * 3_000 + "}" * 3_000,
        "\n".join(" " * depth + "a:" for depth in range(500)),
    ],
)
def test_deep_nesting_is_refused_and_crashes_nothing(text: str) -> None:
    assert mistakes(text) == ["line 1, the file: it is nested too deep to be a plan."]


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    assert read_document("\ufeffa: 1\r\nb:\r\n  - c\r\n").data == {"a": "1", "b": ["c"]}


def test_mistakes_come_in_the_order_of_their_lines() -> None:
    error = DocumentError([Mistake(9, "b", "second."), Mistake(2, "a", "first.", "Do this.")])
    assert str(error) == "line 2, a: first. Do this.\nline 9, b: second."


@given(st.text(alphabet="ab:-[]{}&*#'\"|>,? \n\t%!~0\x07é", max_size=60))
def test_no_text_makes_it_raise_anything_else(text: str) -> None:
    found: list[Mistake] = []
    try:
        read_document(text)
    except DocumentError as error:
        found = error.mistakes
    assert all(mistake.line >= 1 and mistake.message for mistake in found)
