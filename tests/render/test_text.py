"""Plain text: what parts blocks, items, rows and lines."""

import pytest
from pages import PROSE, article_page

from cleaner import DEFAULT, Pipeline


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<h2>a</h2>b", "a\n\nb"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "a\nb\nc"),
        ("<ul><li>a</ul><ul><li>b</ul>", "a\n\nb"),
        ("<p>a</p><ul><li>b</ul>c", "a\n\nb\n\nc"),
        ("<dl><dt>a<dd>b</dl>", "a\nb"),
        ("<li>a</li><li>b</li>", "a\n\nb"),
        ("<table><tr><td>a<td>b</tr><tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>", "a\tb\n\nc\td"),
        ("<blockquote><p>a<p>b</blockquote>", "a\n\nb"),
        ("<pre>a\n  b\n</pre><pre>c</pre>", "a\n  b\n\nc"),
        ("<pre><div>a</div><div>  b</div></pre>", "a\n  b"),
        ("", ""),
    ],
)
def test_pages(page, expected):
    assert Pipeline().clean(page).text == expected


def test_plain_text_keeps_its_groups_of_lines():
    assert Pipeline().clean_text("Rain.\nWind.\n\n\nFog.").text == "Rain.\nWind.\n\nFog."
    assert Pipeline().clean_text("Rain.\nWind.").text == "Rain.\n\nWind."


def test_a_dropped_block_leaves_no_gap():
    inside = "<ul><li>Rain<li>Share<li>Wind</ul><p>Share</p>"
    text = DEFAULT.only("share").clean(article_page(inside)).text
    assert text == "\n\n".join(["Ferries stay in port", PROSE[0], PROSE[1], "Rain\nWind", PROSE[2]])
