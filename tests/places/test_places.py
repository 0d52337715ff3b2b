"""The district file, and finding places by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from carbon_points.common.problems import UserError
from carbon_points.places import queries
from carbon_points.places.district_file import read_district
from carbon_points.places.queries import PlaceIndex
from carbon_points.places.service import load_district
from carbon_points.places.service import settle_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

FILE = """
code: "370105"
name: 天桥区
full_name: 山东省济南市天桥区
prefix: TQ
zone: Asia/Shanghai
grid_region: CN-SD
issuer: 济南市生态环境局天桥分局
subdistricts:
  - {code: "01", name: 无影山街道, communities: [花园社区, on], desks: [一号台]}
  - {code: "02", name: 工人新村街道, communities: [花园社区]}
"""


@pytest.fixture
def session(db: Database) -> Iterator[Session]:
    with db.writing() as opened:
        yield opened


@pytest.fixture
def zhangqiu(session: Session) -> Session:
    load_district(session, 12)
    return session


def test_the_shipped_district_is_zhangqiu(zhangqiu: Session) -> None:
    found = queries.district(zhangqiu)
    names = [place.name for place in queries.subdistricts(zhangqiu)]

    assert (found.code, found.name, found.prefix) == ("370114", "章丘区", "ZQ")
    assert found.issuer == "济南市生态环境局章丘分局"
    assert (found.zone, found.grid_region) == ("Asia/Shanghai", "CN-SD")
    assert len(names) == 18
    assert sum(name.endswith("街道") for name in names) == 17
    assert names[-1] == "垛庄镇"


def test_every_subdistrict_has_a_desk_and_no_community_yet(zhangqiu: Session) -> None:
    assert len(queries.desks(zhangqiu)) == 18
    for place in queries.subdistricts(zhangqiu):
        assert len(queries.desks(zhangqiu, place.id)) == 1
        assert queries.communities(zhangqiu, place.id) == ()


def test_places_are_found_by_name(zhangqiu: Session) -> None:
    found = queries.subdistrict_by_name(zhangqiu, "刁镇街道")

    assert queries.place_name(zhangqiu, found) == "刁镇街道"
    assert queries.subdistrict_by_name(zhangqiu, "示例外街道") is None
    assert queries.place_name(zhangqiu, None) == ""


def test_a_file_replaces_the_shipped_district(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "district.yaml"
    file.write_text(FILE, "utf-8")

    load_district(session, 12, file)

    first, second = queries.subdistricts(session)
    listed = [place.name for place in queries.communities(session, first.id)]
    assert queries.district(session).prefix == "TQ"
    assert listed == ["花园社区", "on"]
    assert len(queries.communities(session, second.id)) == 1


def test_the_index_knows_communities_by_their_subdistrict(
    session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "district.yaml"
    file.write_text(FILE, "utf-8")
    load_district(session, 12, file)

    index = PlaceIndex(session)

    one, other = index.subdistrict("无影山街道"), index.subdistrict(" 工人新村街道 ")
    assert one
    assert other
    garden = index.community(one, "花园社区")
    assert garden
    assert garden != index.community(other, "花园社区")
    assert index.subdistrict_of(garden) == one
    assert (index.name(garden), index.name(None), index.name(5)) == ("花园社区", "", "")
    assert index.subdistrict("花园社区") is None


def test_a_new_community_is_added_once(zhangqiu: Session) -> None:
    index = PlaceIndex(zhangqiu)
    parent = index.subdistrict("垛庄镇")
    assert parent

    added = index.add_community(zhangqiu, 12, parent, "北垛庄村 ")

    assert index.add_community(zhangqiu, 12, parent, "北垛庄村") == added
    assert PlaceIndex(zhangqiu).community(parent, "北垛庄村") == added
    assert queries.communities(zhangqiu, parent)[0].name == "北垛庄村"


def test_a_community_is_there_once_also_for_the_database(zhangqiu: Session) -> None:
    parent = queries.subdistrict_by_name(zhangqiu, "垛庄镇")
    assert parent
    stale = PlaceIndex(zhangqiu)
    PlaceIndex(zhangqiu).add_community(zhangqiu, 12, parent, "北垛庄村")

    with pytest.raises(IntegrityError):
        stale.add_community(zhangqiu, 12, parent, "北垛庄村")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"370105"', '"37010"'),
        ("prefix: TQ", "prefix: tq"),
        ("prefix: TQ", "prefix: ZQ1"),
        ("name: 工人新村街道", "name: 无影山街道"),
        ("[花园社区, on]", "[花园社区, 花园社区]"),
        ("[一号台]", '[" "]'),
        ("zone:", "zone_of_time:"),
        ("issuer: 济南市生态环境局天桥分局", ""),
        ("name: 天桥区", "name: 天桥区\nname: 章丘区"),
        ("subdistricts:", "subdistricts: ["),
    ],
)
def test_a_file_that_nobody_can_have_meant_is_refused(
    tmp_path: Path, old: str, new: str
) -> None:
    file = tmp_path / "district.yaml"
    file.write_text(FILE.replace(old, new, 1), "utf-8")

    with pytest.raises(UserError, match="DISTRICT_FILE") as caught:
        read_district(file)

    assert caught.value.exit_code == 2
    assert caught.value.details["file"] == str(file)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")

    for name in ("nothing", "binary"):
        with pytest.raises(UserError, match="DISTRICT_FILE"):
            read_district(tmp_path / name)


def test_a_database_says_which_desk_it_belongs_to(zhangqiu: Session) -> None:
    shuangshan = queries.subdistrict_by_name(zhangqiu, "双山街道")
    assert shuangshan is not None
    before = queries.own_desk(zhangqiu)

    known = settle_desk(zhangqiu, 12, shuangshan, "双山街道服务台")
    first = queries.own_desk(zhangqiu)
    settle_desk(zhangqiu, 12, shuangshan, "便民中心 2 号窗口")
    second = queries.own_desk(zhangqiu)

    assert before is None
    assert first is not None
    assert (first.id, first.name) == (known, "双山街道服务台")
    assert second is not None
    assert second.name == "便民中心 2 号窗口"
