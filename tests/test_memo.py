"""What is remembered from page to page: no more than so much, whatever the pages hold."""

import gc
import json
import tracemalloc

import pytest
from pages import PROSE

import cleaner
from cleaner.memo import MAX_CHARS, remembered


def test_short_strings_are_remembered_and_long_ones_are_not():
    asked = []

    @remembered
    def length(text):
        asked.append(text)
        return len(text)

    short, long = "x" * MAX_CHARS, "x" * (MAX_CHARS + 1)
    assert [length(text) for text in (short, long) * 2] == [len(short), len(long)] * 2
    assert asked == [short, long, long]
    for at in range(10000):
        length(str(at))
    assert length(short) == len(short)
    assert asked[-1] is short


def _many_classes(number):
    names = [f"n{at}" for at in range(3000)]
    return f'<p class="{" ".join(names[number:] + names[:number])}">Rain fell.</p>'


def _long_names(number):
    return "".join(f'<div id="{f"a{number}x{at}-" * 3000}">Rain</div>' for at in range(4))


def _long_keys(number):
    data = {f"a{number}x{at} " * 3000: {"body": " ".join(PROSE)} for at in range(4)}
    return f"<p>Rain.</p><script type=application/json>{json.dumps(data)}</script>"


@pytest.mark.parametrize("page", [_many_classes, _long_names, _long_keys])
def test_hostile_pages_are_forgotten(page):
    def held_after(number):
        cleaner.clean(page(number))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    cleaner.clean(page(0))
    tracemalloc.start()
    try:
        first = held_after(1)
        assert max(map(held_after, range(2, 8))) - first < 100_000
    finally:
        tracemalloc.stop()
