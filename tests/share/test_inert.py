"""Cells that begin like a formula, and characters that XML cannot hold."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.share.inert import inert, printable


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_nothing_begins_a_formula(first: str) -> None:
    assert inert(f'{first}HYPERLINK("http://x")') == f'\'{first}HYPERLINK("http://x")'


@pytest.mark.parametrize("cell", ["", "They said = yes", " =1", "'=1", "7 + 1"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert inert(cell) == cell


@given(st.text())
def test_xml_holds_what_is_printable_and_no_letter_moves(text: str) -> None:
    shown = printable(text)
    element = ET.Element("a")
    element.text = shown
    assert ET.fromstring(ET.tostring(element, "unicode")).text == (shown or None)
    assert len(shown) == len(text.replace("\r\n", "\n"))
