"""Drops and vetoes: values of their own kind, however they were made."""

import copy
from dataclasses import FrozenInstanceError, replace

import pytest
from pages import article_page

import cleaner
from cleaner import Drop, Veto

DROP = next(drop for drop in cleaner.clean(article_page("<p>Share</p>")).drops if drop.filter == "share")


def test_a_drop_of_the_pipeline_is_the_one_that_its_parts_make():
    own = Drop(DROP.block, "phrase", "share", "share")
    assert own == DROP
    assert hash(own) == hash(DROP)
    assert own != (DROP.block, "phrase", "share", "share")
    assert (own.evidence, own.text) == ("phrase: share", "Share")
    assert copy.copy(DROP) == DROP


def test_drops_and_vetoes_are_changed_by_making_others():
    assert replace(DROP, filter="mine") == Drop(DROP.block, "phrase", "share", "mine")
    veto = Veto(DROP, "a heading")
    assert replace(veto, reason="a list") == Veto(DROP, "a list") != veto
    for value, field in ((DROP, "detail"), (veto, "reason")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field, "")
        assert not hasattr(value, "index")
