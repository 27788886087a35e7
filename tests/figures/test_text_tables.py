"""A table of words shows its cells as they are, in a notebook and as plain text."""

from __future__ import annotations

from course.figures import charts
from course.figures.text_tables import TextTable


def test_what_html_or_mathematics_would_read_is_escaped() -> None:
    shown = TextTable("a < b", ("x",), [["<script>"], ["$5 and $6"]])._repr_mimebundle_()["text/html"]
    assert "<script>" not in shown and "a &lt; b" in shown
    assert "$" not in shown and "<span>&#36;</span>5 and <span>&#36;</span>6" in shown


def test_plain_text_names_each_cell_and_passes_over_a_column_without_a_name() -> None:
    table = TextTable("Questions", ("", "Question"), [["A", "Who decides?"]])
    assert table._repr_mimebundle_()["text/plain"] == "Questions\nA; Question: Who decides?"


def test_the_numbers_behind_a_picture_are_a_click_away() -> None:
    fig, ax = charts.figure(200, 100)
    ax.plot([1, 2])
    shown = charts.show(fig, "A line that rises from one to two.", [["Payer", "Arrives"], ["Medicare < 65", "$5"]])
    html = shown._repr_mimebundle_()["text/html"]
    assert 'width="200"' in html  # as wide as it was made, on any screen
    assert "<details>" in html and "Medicare &lt; 65" in html and "<td><span>&#36;</span>5</td>" in html
    assert "<details>" not in charts.show(fig, "A line that rises from one to two.")._repr_mimebundle_()["text/html"]
