"""The keys of names: every reading of a surname, initials, and the ends of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.participants import pinyin
from carbon_points.participants.names import folded
from carbon_points.participants.names import tidy
from carbon_points.participants.pinyin import Key
from carbon_points.participants.pinyin import keys_of

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def _of(name: str, kind: str, *, inside: bool = False) -> set[str]:
    return {key.key for key in keys_of(name, inside=inside) if key.kind == kind}


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("单雄信", {"danxiongxin", "shanxiongxin"}),
        ("仇英", {"chouying", "qiuying"}),
        ("曾国藩", {"zengguofan", "cengguofan"}),
        ("区大伦", {"qudalun", "oudalun"}),
        ("查良镛", {"chaliangyong", "zhaliangyong"}),
        ("解缙", {"jiejin", "xiejin"}),
        ("吕布", {"lvbu", "lubu", "lyubu"}),
        ("朴树", {"pushu", "piaoshu"}),
        ("翟志刚", {"zhaizhigang", "dizhigang"}),
        ("黑敏", {"hemin", "heimin"}),
        ("尉迟恭", {"yuchigong"}),
        ("何𬱖", {"hewei"}),
        ("任长霞", {"renchangxia", "renzhangxia"}),
    ],
)
def test_a_surname_is_spelt_in_each_of_its_readings(
    name: str, spellings: set[str]
) -> None:
    assert spellings <= _of(name, pinyin.PINYIN)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("单国强", {"dgq", "sgq"}),
        ("仇英", {"cy", "qy"}),
        ("曾宪梓", {"cxz", "zxz"}),
        ("区伯", {"qb", "ob"}),
        ("查良镛", {"cly", "zly"}),
        ("Zhang三", {"zs"}),
        ("John Smith", {"js"}),
        ("古丽娜尔·艾合买提", {"glneahmt"}),
    ],
)
def test_initials_follow_every_reading(name: str, initials: set[str]) -> None:
    assert initials <= _of(name, pinyin.INITIALS)


def test_a_name_is_found_from_each_of_its_characters() -> None:
    assert _of("欧阳娜娜", pinyin.NAME) == {"欧阳娜娜"}
    assert _of("欧阳娜娜", pinyin.PART) == {"阳娜娜", "娜娜", "娜"}


def test_a_latin_name_is_found_from_each_of_its_words_and_not_inside_one() -> None:
    assert _of("José María", pinyin.NAME) == {"josemaria"}
    assert _of("José María", pinyin.PART) == {"maria"}


def test_a_company_is_found_by_the_middle_of_its_name() -> None:
    keys = keys_of("章丘农业银行股份有限公司", inside=True)

    assert Key(pinyin.INITIALS, "nyyhgfyxgs") in keys
    assert Key(pinyin.PINYIN, "yinhanggufenyouxiangongsi") in keys


def test_a_name_without_letters_has_no_keys() -> None:
    assert keys_of("·") == ()


@given(st.text(alphabet=HAN, min_size=1, max_size=12))
def test_every_chinese_name_has_a_name_key_and_few_others(name: str) -> None:
    keys = keys_of(name)

    assert Key(pinyin.NAME, folded(name)) in keys
    assert len(keys) <= 80
    assert len(set(keys)) == len(keys)


@given(st.text(max_size=200), st.booleans())
def test_any_text_makes_short_folded_keys(text: str, inside: bool) -> None:  # noqa: FBT001
    for key in keys_of(text, inside=inside):
        assert 0 < len(key.key) <= 64
        assert folded(key.key) == key.key


@given(st.text(max_size=50))
def test_a_tidied_name_stays_as_it_is(name: str) -> None:
    assert tidy(tidy(name)) == tidy(name)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王  芳", "王芳"),
        (" 古丽娜尔•艾合买提 ", "古丽娜尔·艾合买提"),
        ("John   Smith", "John Smith"),
        ("李 John", "李 John"),
    ],
)
def test_a_name_is_tidied(written: str, kept: str) -> None:
    assert tidy(written) == kept


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Lǚ Bù", "lvbu"),
        ("ＺＨＡＮＧ san", "zhangsan"),
        ("Xi'an", "xian"),
        ("José", "jose"),
    ],
)
def test_a_query_is_folded_as_it_is_meant(typed: str, compared: str) -> None:
    assert folded(typed) == compared
