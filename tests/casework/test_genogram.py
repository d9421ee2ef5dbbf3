"""The genogram: what is drawn of a family's records, how, and that nothing lies on anything."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from django.template import Context, Template
from django.utils import translation

from casework.choices import Category
from casework.genogram import picture as pictures
from casework.genogram import words
from casework.genogram.family import Descent, Feeling, PairState, Sign
from casework.genogram.legend import entries
from casework.genogram.picture import draw, picture, written
from casework.genogram.reading import read
from casework.genogram.ring import crosses
from casework.models import Household, Person, Relation
from casework.sheet_content import BOX
from tests.casework.genogram_families import DAY, FAMILIES, TEN, made, member_of
from tests.casework.genogram_overlaps import overlaps

ALL = frozenset(Category)


def family_of(name: str, shared: frozenset[Category] = ALL):
    return read(made(name), shared, DAY).family


def drawing_of(name: str):
    return draw(family_of(name))


def place(drawing, name: str) -> tuple[float, float]:
    key = next(key for key, each in drawing.layout.family.figures.items() if each.name == name)
    return drawing.layout.x[key], drawing.layout.y[key]


# The gallery ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_in_a_picture_lies_on_anything_else(name):
    assert overlaps(drawing_of(name)) == []


def test_the_gallery_has_ten_families_at_least_and_one_of_fifteen_people():
    assert len(TEN) >= 10
    assert max(len(each.people) for each in FAMILIES.values()) == 15


def test_the_measure_finds_people_on_top_of_each_other():
    drawing = drawing_of("stepfamily")
    one, two, *_others = drawing.layout.family.figures
    drawing.symbols[one] = drawing.symbols[two]
    assert any("lies on" in each for each in overlaps(drawing))


def test_the_measure_finds_lines_and_rings_through_people():
    drawing = drawing_of("violence")
    route = drawing.routes[0]
    box = next(box for key, box in drawing.words.items() if key not in (route.tie.of, route.tie.to))
    through = ((box.left - 5, box.top + 5), (box.right + 5, box.top + 5), (box.right + 9, box.top + 5))
    drawing.routes[0] = replace(route, points=through)
    drawing.rings = [[(box.left + 3, box.top - 400), (box.right - 3, box.top - 400), (box.right - 3, 900)]]
    found = overlaps(drawing)
    assert any("runs through the words" in each and str(route.tie.feeling) in each for each in found)
    assert any("the ring" in each for each in found)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_same_records_give_the_same_picture(name):
    family = family_of(name)
    assert written(draw(family)) == written(draw(family))


# How people stand ----------------------------------------------------------------------------------------------------


def test_three_generations_stand_in_three_rows():
    drawing = drawing_of("three_generations")
    rows = [place(drawing, name)[1] for name in ("大友 勇", "大友 誠一", "大友 翔")]
    assert rows == sorted(rows) and len(set(rows)) == 3
    assert place(drawing, "大友 誠一")[1] == place(drawing, "大友 由美子")[1] == place(drawing, "阿部 由紀")[1]


def test_partners_stand_side_by_side_with_the_man_on_the_left():
    drawing = drawing_of("fifteen")
    for man, woman in (("菅原 太郎", "菅原 花子"), ("菅原 二郎", "菅原 良子"), ("小野寺 雄太", "菅原 愛")):
        row = next(keys for keys in drawing.layout.rows if _key(drawing, man) in keys)
        assert row.index(_key(drawing, woman)) - row.index(_key(drawing, man)) == 1


def _key(drawing, name: str) -> int:
    return next(key for key, each in drawing.layout.family.figures.items() if each.name == name)


def test_brothers_and_sisters_stand_by_age_where_nothing_speaks_against_it():
    drawing = drawing_of("remarriage")
    names = ["石川 拓", "石川 綾香", "村上 悠", "石川 ひかり"]
    places = [place(drawing, name)[0] for name in names]
    assert places == sorted(places)


def test_former_partners_stand_in_the_order_of_time():
    drawing = drawing_of("remarriage")
    places = [place(drawing, name)[0] for name in ("石川 和代", "村上 順子", "石川 マリ")]
    assert places == sorted(places)


def test_twins_hang_on_one_point():
    drawing = drawing_of("remarriage")
    one, two = (_key(drawing, name) for name in ("石川 ひかり", "石川 のぞみ"))
    starts = {line.points[0] for line in drawing.lines if line.of in (frozenset((one,)), frozenset((two,)))}
    assert len(starts) == 1


def test_a_child_stands_below_its_own_parents():
    drawing = drawing_of("stepfamily")
    first, mai = place(drawing, "本田 直樹")[0], place(drawing, "平塚 麻衣")[0]
    assert first < place(drawing, "平塚 結愛")[0] < mai


# What is read --------------------------------------------------------------------------------------------------------


def test_people_are_drawn_by_sex_life_and_part():
    family = family_of("adoption")
    by_name = {each.name: each for each in family.figures.values()}
    assert by_name["中村 奈緒"].sign is Sign.WOMAN and by_name["中村 奈緒"].consultee
    assert by_name["中村 千代"].dead and not by_name["中村 千代"].together
    assert by_name["（第一子）"].sign is Sign.LOST
    assert by_name["行政書士 大槻"].sign is Sign.UNKNOWN
    descents = {family.figures[child.key].name: child.descent for each in family.sibships for child in each.children}
    assert descents["森 大輝"] is Descent.FOSTER


def test_an_adopted_child_hangs_on_both_families():
    drawing = drawing_of("adoption")
    child = _key(drawing, "中村 結衣")
    strokes = {line.stroke for line in drawing.lines if child in line.of and line.points[-1][1] > line.points[0][1]}
    assert {"adopted", "solid"} <= strokes


def test_where_nobody_wrote_a_sex_the_relation_tells_it():
    household = made("alone")
    person = household.members.get().person
    person.sex = ""
    person.save()
    household.members.update(relation_label="妻")
    [figure] = read(household, ALL, DAY).family.figures.values()
    assert figure.sign is Sign.WOMAN


def test_an_end_without_a_day_is_an_end_and_a_separation_keeps_the_marriage():
    pairs = family_of("stepfamily").pairs
    assert [each.state for each in pairs] == [PairState.ENDED, PairState.ENDED, PairState.TOGETHER]
    [pair] = family_of("violence").pairs
    assert pair.state is PairState.SEPARATED and pair.married


def test_what_is_over_is_not_drawn_as_lasting():
    household = made("violence")
    Relation.objects.filter(quality="violence").update(until=date(2019, 1, 1))
    assert Feeling.VIOLENCE not in {each.feeling for each in read(household, ALL, DAY).family.ties}


def test_somebody_who_left_stays_in_the_picture_outside_the_ring():
    household = made("8050")
    household.members.filter(person__name="及川 浩").update(left_on=date(2020, 11, 1))
    figures = {each.name: each for each in read(household, ALL, DAY).family.figures.values()}
    assert not figures["及川 浩"].together


def test_the_year_of_birth_stands_in_the_era_of_the_office():
    with translation.override("ja"):
        figures = {each.name: each for each in family_of("three_generations").figures.values()}
        assert figures["大友 由美子"].notes == ("昭46生",)
        assert figures["大友 勇"].notes == ("昭11生", "平24没 (75)")
    with translation.override("en"):
        assert "b. 1971" in next(iter(family_of("three_generations").figures.values())).notes


def test_who_lives_together_elsewhere_is_told_by_one_address():
    drawing = drawing_of("fifteen")
    homes = {each.name: each.home for each in drawing.layout.family.figures.values() if each.home}
    assert homes["菅原 一郎"] == homes["菅原 五月"] == homes["菅原 明"] != homes["菅原 愛"] == homes["小野寺 雄太"]
    assert len(homes) == 5 and len(drawing.elsewhere) == 2
    with translation.override("ja"):
        said = {row.member.person.name: row.lives for row in words.rows(read(made("fifteen"), ALL, DAY))}
        assert said["菅原 愛"] == "別の家で小野寺 雄太と同居"
        assert "別の家で同居" in picture(drawing.layout.family).body


@pytest.mark.parametrize("address", ["", "仙台市"])
def test_without_a_whole_address_nobody_is_said_to_live_together_elsewhere(address):
    household = made("fifteen")
    Person.objects.update(address="")
    Person.objects.filter(memberships__lives_together=False).update(address=address)
    assert not [each for each in read(household, ALL, DAY).family.figures.values() if each.home]


def test_who_is_still_on_record_where_the_household_lives_is_in_no_home_elsewhere():
    household = made("fifteen")
    Person.objects.update(address="石巻市中央2-1")
    assert not [each for each in read(household, ALL, DAY).family.figures.values() if each.home]


def test_the_dead_live_nowhere():
    household = made("8050")
    Person.objects.filter(name__in=["及川 武", "千葉 久美"]).update(address="仙台市青葉区本町3-8-1")
    assert not [each for each in read(household, ALL, DAY).family.figures.values() if each.home]


def test_rings_do_not_cross():
    drawing = drawing_of("fifteen")
    outlines = [*drawing.rings, *drawing.elsewhere]
    assert not [1 for one, two in combinations(outlines, 2) if crosses(one, two)]
    assert crosses([(0, 0), (10, 0), (10, 10), (0, 10)], [(5, 5), (15, 5), (15, 15), (5, 15)])


def test_a_ring_that_would_cross_another_is_left_to_the_table():
    household = made("8050")
    Person.objects.filter(name__in=["千葉 久美", "佐々木 弁護士"]).update(address="仙台市青葉区本町3-8-1")
    reading = read(household, ALL, DAY)
    assert draw(reading.family).elsewhere == []
    with translation.override("ja"):
        assert "別の家で佐々木 弁護士と同居" in [each.lives for each in words.rows(reading)]
        assert "別の家で同居" not in picture(reading.family).body


def test_a_separation_is_drawn_with_its_year_and_told_with_its_day():
    household = made("violence")
    Relation.objects.filter(state="separated").update(separated_on=date(2018, 4, 1), since=date(2010, 1, 9))
    with translation.override("ja"):
        reading = read(household, ALL, DAY)
        [pair] = reading.family.pairs
        assert pair.state is PairState.SEPARATED and pair.words == "平30別居"
        said = {row.member.person.name: row.relations for row in words.rows(reading)}
        assert "山本 賢治と別居中の夫婦（平成22年1月9日から。別居は平成30年4月1日から）" in said["山本 沙織"]
    Relation.objects.filter(state="separated").update(until=date(2020, 2, 2))
    with translation.override("ja"):
        assert read(household, ALL, DAY).family.pairs[0].words == "令2離婚"


# For a place of a shape -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
def test_for_a_place_the_legend_goes_where_the_people_are_largest(name):
    family = family_of(name)

    def scale(made) -> float:
        return min(BOX[0] / made.width, BOX[1] / made.height)

    fitted, plain = picture(family, BOX), picture(family)
    assert scale(fitted) >= scale(plain)
    assert fitted.body.count("<text") == plain.body.count("<text")
    if name in ("fifteen", "three_generations", "violence"):
        assert scale(fitted) > 1.1 * scale(plain)


# Consent -------------------------------------------------------------------------------------------------------------


def render(household: Household, shared, **more) -> str:
    text = "{% load genogram %}{% genogram household shared paper=paper %}"
    return Template(text).render(Context({"household": household, "shared": shared, "paper": False} | more))


def test_without_the_familys_category_nobody_is_drawn_and_the_page_says_so():
    household = made("8050")
    html = render(household, ALL - {Category.HOUSEHOLD})
    assert "<svg" not in html and "及川" not in html.replace(str(household), "")
    assert not read(household, ALL - {Category.HOUSEHOLD}, DAY).members
    with translation.override("ja"):
        assert "共有されていません" in render(household, ALL - {Category.HOUSEHOLD})


def test_guardians_and_carers_are_drawn_where_health_is_shared_alone():
    household = made("8050")
    with translation.override("ja"):
        everything, without = render(household, ALL), render(household, ALL - {Category.HEALTH})
    assert ">任意後見人</text>" in everything and "後見人は" in everything
    assert ">任意後見人</text>" not in without and "任意後見人は" not in without and "ケアをしている" not in without
    assert "後見人とケアをする人" in without


def test_a_pregnancy_and_a_lost_child_are_health():
    assert Sign.EXPECTED in {each.sign for each in family_of("from_abroad").figures.values()}
    hidden = family_of("from_abroad", ALL - {Category.HEALTH})
    assert Sign.EXPECTED not in {each.sign for each in hidden.figures.values()}


def test_ages_and_years_stand_where_the_date_of_birth_is_shared_alone():
    household = made("three_generations")
    with translation.override("ja"):
        without = render(household, ALL - {Category.CONTACT})
    assert "昭46生" not in without and ">49</text>" not in without and "(75)" not in without
    assert "年齢と生年" in without


def test_homes_elsewhere_are_drawn_where_addresses_are_shared_alone():
    family = family_of("fifteen", ALL - {Category.CONTACT})
    assert not [each for each in family.figures.values() if each.home]
    with translation.override("ja"):
        assert "別の家で同居している方" in render(made("alone"), ALL - {Category.CONTACT})


# How it is written ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
def test_a_picture_is_attributes_only_with_a_title_and_a_description(name):
    reading = read(made(name), ALL, DAY)
    svg = str(picture(reading.family).svg("図", words.said(reading)))
    root = ET.fromstring(svg)
    assert root.get("role") == "img" and root.get("font-family") == "BIZ UDPGothic"
    tags = [each.tag.rpartition("}")[2] for each in root.iter()]
    assert tags[1:3] == ["title", "desc"]
    assert not {"style", "script", "a", "image", "foreignObject"} & set(tags)
    assert not [name for each in root.iter() for name in each.attrib if name in ("style", "class") or name[:2] == "on"]


def test_nothing_is_said_by_colour():
    inks = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture(family_of("fifteen")).body))
    assert inks <= {"none", "#1a1a1a", "#4a4a4a", "#ffffff"}


def test_the_legend_has_the_symbols_that_are_used_and_no_others():
    with translation.override("ja"):
        said = {each.words for each in entries(family_of("alone"), rings=False)}
        assert said == {"男性", "本人"}
        said = {each.words for each in entries(family_of("violence"), rings=True)}
        assert {"別居", "暴力・虐待", "断絶", "親密", "同居"} <= said
        assert not {"離婚・解消", "依存", "対立", "養子"} & said


def test_a_name_cannot_write_into_the_drawing():
    household = made("alone")
    household.members.get().person.__class__.objects.update(name="<script>alert(1)</script>&")
    html = render(Household.objects.get(pk=household.pk), ALL)
    assert "<script" not in html and "&lt;script&gt;" in html


def test_the_table_says_in_words_what_the_picture_shows():
    household = made("stepfamily")
    with translation.override("ja"):
        reading = read(household, ALL, DAY)
        said = {row.member.person.name: row for row in words.rows(reading)}
    assert "平塚 大輔と対立" in said["平塚 結愛"].relations
    assert any(each.startswith("本田 直樹と離婚") for each in said["平塚 麻衣"].relations)
    assert said["本田 直樹"].lives == "別居"
    assert len(said) == len(reading.family.figures)


def test_a_paper_is_no_wider_than_a_line_of_it_and_reads_its_description_in_the_title():
    svg = str(picture(family_of("fifteen")).svg("図", "説明", paper=True))
    assert int(re.search(r'width="(\d+)"', svg)[1]) <= pictures.PAPER
    assert "図。説明" in svg


def test_a_household_without_members_and_one_of_strangers_are_drawn_too():
    from tests.factories import HouseholdFactory, MemberFactory

    empty = HouseholdFactory()
    assert "<svg" not in render(empty, ALL)
    for label in ("本人", "知人", "", "孫"):
        MemberFactory(household=empty, relation_label=label)
    household = Household.objects.get(pk=empty.pk)
    assert overlaps(draw(read(household, ALL, DAY).family)) == []
    assert "<svg" in render(household, ALL)


def test_a_family_that_goes_round_in_a_circle_is_drawn_all_the_same():
    """No form lets it in; an old record may hold it."""
    household = made("three_generations")
    child, grandfather = (member_of(household, name).person for name in ("大友 翔", "大友 勇"))
    Relation.objects.create(
        household=household, of=child, to=grandfather, kind="parent", written_by=household.written_by
    )
    assert draw(read(Household.objects.get(pk=household.pk), ALL, DAY).family).symbols


def test_a_picture_costs_the_same_queries_for_three_and_for_fifteen(django_assert_num_queries):
    for name in ("young_carer", "fifteen"):
        household = Household.objects.get(pk=made(name).pk)
        with django_assert_num_queries(2):
            read(household, ALL, DAY)


def test_a_couple_of_two_generations_is_drawn_too():
    """An uncle and his niece."""
    household = made("three_generations")
    aunt, nephew = (member_of(household, name).person for name in ("阿部 由紀", "大友 翔"))
    Relation.objects.create(household=household, of=nephew, to=aunt, kind="partner", written_by=household.written_by)
    drawing = draw(read(Household.objects.get(pk=household.pk), ALL, DAY).family)
    assert place(drawing, "大友 翔")[1] > place(drawing, "阿部 由紀")[1]
    assert written(drawing).body
