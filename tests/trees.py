"""Hypothesis strategies for whole pages: any elements in any order with the attributes that are looked at, as trees.

As lxml trees they may also hold what no parser gives: comments, processing instructions, elements with namespaces.
"""

from hypothesis import strategies as st
from lxml import etree

from cleaner.walk import SKIPPED

PARTING = (
    "article aside blockquote body caption dd details dialog div dl dt figcaption figure footer form h1 h2 h3".split()
)
LISTED = (
    "header li main menu nav noscript ol p pre section summary table tbody td template th thead tr ul x-card".split()
)
INLINE = (
    "a abbr b bdi button cite code del em font i ins label math option q ruby select small span svg textarea".split()
)
VOID = ("br", "hr", "img", "wbr", "col", "source", "embed")
TAGS = (*PARTING, *LISTED, *INLINE, *VOID, *sorted(SKIPPED - {"frame", "area", "base"}))

NAMES = "comments comment related-posts share entry-content sr-only nav x1 byline promo paywall offscreen".split()
ATTRIBUTES = {
    "class": st.lists(st.sampled_from(NAMES), max_size=3).map(" ".join),
    "id": st.sampled_from(("", "comments", "disqus_thread", "story")),
    "href": st.sampled_from(("", "/", "#", "https://example.org/a", "javascript:go()", "http://[", "mailto:a@b")),
    "role": st.sampled_from(("", "navigation", "main", "none", "dialog")),
    "style": st.sampled_from(("", "display: none", "DISPLAY:NONE;", "color: red")),
    "hidden": st.sampled_from(("", "hidden", "until-found")),
    "aria-hidden": st.sampled_from(("true", "false")),
    "colspan": st.sampled_from(("0", "2", "1000000", "-1", "many")),
    "rowspan": st.sampled_from(("0", "3", "1000000")),
    "start": st.sampled_from(("3", "-2", "x")),
    "datetime": st.sampled_from(("2024-03-04", "")),
    "src": st.sampled_from(("/pier.png", "data:image/png;base64,AA", "")),
}
SENTENCES = (
    "The mayor opened the bridge on Monday, after two years of work.",
    "Read also: Bridge to close again",
    "Comments (3)",
    "Subscribe to our newsletter",
    "© 2024 The Gazette. All rights reserved.",
    "She said that nobody had asked the fishermen, who need the harbour more than anyone, what they thought of it.",
    "今天下午，港口的渡轮全部停航，居民们只好在码头等待。",
    "القطار متوقف اليوم في المحطة بسبب العاصفة",
    "Jon",
    "4 March 2024, 7:42",
    '{"articleBody": "Rain fell."}',
    " \t\n",
    "\u200b\u00ad\u0301\u0301",
)
NO_XML = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
texts = st.sampled_from(SENTENCES) | st.text(NO_XML, max_size=30)
attributes = st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: ATTRIBUTES[name] for name in names})
)


def _element(tag, given, text, children):
    element = etree.Element(tag, given)
    element.text = text
    for child, tail in children:
        element.append(child)
        child.tail = tail
    return element


def _filled(children):
    inner = st.lists(st.tuples(children, texts), max_size=5)
    return st.builds(_element, st.sampled_from(TAGS), attributes, texts, inner)


_comments = texts.map(lambda text: etree.Comment(text.replace("-", "")))
_instructions = st.sampled_from(("php echo 1", "x")).map(lambda text: etree.ProcessingInstruction("php", text))
_foreign = st.sampled_from(("{http://www.w3.org/2000/svg}text", "{urn:x}p")).map(
    lambda tag: _element(tag, {}, "Rain", [])
)
_leaves = (
    st.builds(_element, st.sampled_from(TAGS), attributes, texts, st.just([])) | _comments | _instructions | _foreign
)

trees = st.recursive(_leaves, _filled, max_leaves=30).map(lambda inner: _element("body", {}, "", [(inner, "")]))
"""Whole pages as lxml trees."""


def markup(tree):
    """The page as HTML."""
    return etree.tostring(tree, encoding="unicode", method="html")
