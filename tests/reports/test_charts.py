"""Pictures of figures: words on every bar, nothing that a strict policy would stop, drawn once for the same data."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.conf import settings

from reports.charts import SVG, Bar, bars, columns
from reports.measuring import width_of

ROWS = [Bar("病気や健康、障がいのこと", 18, "18件"), Bar("住まいのこと", 13, "13件"), Bar("その他", 0, "0件")]


def kept() -> list[Path]:
    return sorted((settings.CACHE_DIR / "charts").glob("*.json"))


@pytest.fixture(autouse=True)
def nothing_drawn_yet(settings, tmp_path):
    settings.CACHE_DIR = tmp_path


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{{{SVG}}}text")]


@pytest.mark.parametrize("draw", [bars, columns])
def test_every_bar_has_its_name_and_its_number_on_it_those_of_zero_too(draw):
    assert sorted(texts(draw("課題", ROWS).for_page)) == sorted(word for row in ROWS for word in (row.label, row.words))


def test_a_chart_is_a_picture_with_a_title_and_a_sentence_that_says_all_of_it():
    root = ET.fromstring(bars("課題", ROWS).for_page)
    assert root.get("role") == "img"
    assert root.findtext(f"{{{SVG}}}title") == "課題"
    said = root.findtext(f"{{{SVG}}}desc") or ""
    assert all(row.label in said and row.words in said for row in ROWS)


def test_on_paper_the_title_says_it_all_since_no_description_is_read_there():
    root = ET.fromstring(bars("課題", ROWS).for_paper)
    assert "住まいのこと" in (root.findtext(f"{{{SVG}}}title") or "")


def test_a_chart_holds_no_style_no_script_and_no_address():
    svg = bars("課題", ROWS).for_page
    assert not re.search(r"style|<script|\bon\w+=|href|url\(", svg)


def test_what_people_typed_is_text_in_a_chart_and_never_markup():
    svg = bars("<b>表題</b>", [Bar('<script>"&', 1, "<1>")]).for_page
    assert "<script" not in svg and "<b>" not in svg
    assert '<script>"&' in texts(svg)


def test_the_words_after_each_bar_stay_inside_the_picture_also_the_long_ones_after_a_shorter_bar():
    long_words = "70%（このうち延べ99,999回は同じ年度のうちに終結した）"
    rows = [Bar("地域福祉・医療関係", 100, "1%"), Bar("行政", 70, long_words)]
    root = ET.fromstring(bars("割合", rows).for_page)
    place = float(re.search(r"translate\(([\d.]+)", root.find(f"{{{SVG}}}g").get("transform")).group(1))
    for text in root.iter(f"{{{SVG}}}text"):
        if text.get("text-anchor") == "start":
            start = float(re.search(r"translate\(([\d.]+)", text.get("transform")).group(1))
            assert place + start + width_of(text.text) * 13 <= float(root.get("width"))


def test_the_same_figures_are_drawn_once():
    bars("課題", ROWS)
    (file,) = kept()
    drawn = file.stat().st_mtime_ns
    bars("別の題", ROWS)
    assert kept() == [file] and file.stat().st_mtime_ns == drawn


def test_other_figures_are_another_drawing():
    bars("課題", ROWS)
    bars("課題", [*ROWS[:2], Bar("その他", 1, "1件")])
    assert len(kept()) == 2


def test_a_drawing_that_a_stopped_machine_left_half_written_is_drawn_again():
    whole = bars("課題", ROWS).for_page
    (file,) = kept()
    file.write_text(file.read_text()[:50])
    assert bars("課題", ROWS).for_page == whole
