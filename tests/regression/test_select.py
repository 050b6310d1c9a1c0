"""Choosing cases by name."""

import pytest

from cleaner import CaseError
from cleaner.regression.select import selector

NAMES = ("promo--read-also", "promo--near-miss-list", "comments--near-miss-forum", "share--blog")


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ("", [0, 1, 2, 3]),
        ("  ", [0, 1, 2, 3]),
        ("promo", [0, 1]),
        ("PROMO--Read", [0]),
        ("promo and near", [1]),
        ("promo or share", [0, 1, 3]),
        ("not near-miss", [0, 3]),
        ("not not promo", [0, 1]),
        ("near and not (promo or share)", [2]),
        ("share or promo and near", [1, 3]),
        ("(share or promo) and near", [1]),
        ("nothing", []),
    ],
)
def test_expressions_choose(expression, chosen):
    is_meant = selector(expression)
    assert [name for name in NAMES if is_meant(name)] == [NAMES[at] for at in chosen]


@pytest.mark.parametrize(
    "expression", ["and", "promo and", "promo or or x", "(promo", "promo)", "not", "()", "promo share", "x " * 300]
)
def test_what_is_no_expression_is_refused(expression):
    with pytest.raises(CaseError, match="-k"):
        selector(expression)
