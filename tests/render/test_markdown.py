"""The Markdown rendering, read as a person would."""

import pytest

import cleaner
from cleaner import Pipeline

EMPTY = Pipeline()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Rain fell.</p><p>Snow, too.</p>", "Rain fell.\n\nSnow, too.\n"),
        ("<h2>Weather</h2><p>Rain.</p>", "## Weather\n\nRain.\n"),
        ("<p>It was <b>very</b> <em>wet</em>.</p>", "It was **very** *wet*.\n"),
        ("<p><a href='/rain'>Rain</a> fell.</p>", "[Rain](https://example.org/rain) fell.\n"),
        ("<p><a href='javascript:x()'>Rain</a> fell.</p>", "Rain fell.\n"),
        ("<ul><li>north</li><li>south</li></ul>", "- north\n- south\n"),
        ("<ol><li>north</li><li>south</li></ol>", "1. north\n2. south\n"),
        ("<ul><li>north<ul><li>pier</li></ul></li><li>south</li></ul>", "- north\n  - pier\n- south\n"),
        ("<blockquote><p>Never.</p><p>Ever.</p></blockquote>", "> Never.\n>\n> Ever.\n"),
        ("<pre><code>a = 1\nb = 2</code></pre>", "```\na = 1\nb = 2\n```\n"),
        (
            "<table><tr><th>port</th><th>boats</th></tr><tr><td>Orrin</td><td>7</td></tr></table>",
            "| port | boats |\n| --- | --- |\n| Orrin | 7 |\n",
        ),
        ("<pre class=language-py>a</pre>", "```py\na\n```\n"),
        ("<pre>```\na\n````</pre>", "`````\n```\na\n````\n`````\n"),
        (
            "<table><tr><th>a</th><th colspan=2>b</th></tr><tr><td rowspan=2>c</td><td>d</td><td rowspan=2>e</td></tr>"
            "<tr><td>f</td></tr><tr><td>g</td><td>h</td><td>i</td></tr></table>",
            "| a | b |  |\n| --- | --- | --- |\n| c | d | e |\n|  | f |  |\n| g | h | i |\n",
        ),
        ("<ol start=3><li>a<ol><li>b</li></ol></li><li>c</li></ol>", "3. a\n   1. b\n4. c\n"),
        ("<p>1. April</p>", "1\\. April\n"),
        ("<p># 3 of *5*</p>", "\\# 3 of \\*5\\*\n"),
        ("", ""),
    ],
)
def test_markdown(html, markdown):
    assert EMPTY.clean(f"<body>{html}</body>", "https://example.org/page").markdown == markdown


def test_what_was_dropped_is_not_in_it():
    article = cleaner.clean("<p>Rain fell on the town all day.</p><p>Share this</p>")
    assert article.markdown == "Rain fell on the town all day.\n"


def test_images_and_captions_where_asked():
    figure = "<figure><img src=/boat.jpg alt='A boat'><figcaption>In port.</figcaption></figure>"
    page = f"<p>Rain fell on the town all day.</p>{figure}<p>Snow fell on the town all night.</p>"
    article = EMPTY.clean(page, "https://example.org/")
    assert "![A boat](https://example.org/boat.jpg)" in article.to_markdown(has_images=True)
    assert "![" not in article.markdown
