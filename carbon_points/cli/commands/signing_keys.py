"""``keys signing``, ``lost``, ``certify`` …: who signs, and who vouches for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.certificates.signing import fingerprint
from carbon_points.certificates.signing import key_id
from carbon_points.cli.context import Answer
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.certificates.editions import KeysChanged
    from carbon_points.certificates.keylist import KeyList
    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.certificates.requests import KeyRequest
    from carbon_points.cli.context import Context
    from carbon_points.storage.engine import Database


def signing(context: Context) -> Answer:
    """Which key signs, and the list that vouches for it."""
    from carbon_points.certificates.standing import standing  # noqa: PLC0415

    with context.database() as db:
        found = standing(db, context.caller())
    signs = found.signs
    document = {
        "desk": found.desk,
        "own_bureau": found.own_bureau,
        "signs": key_id(signs.public).hex() if signs else None,
        "waiting": key_id(found.waiting).hex() if found.waiting else None,
        "newer_edition": found.behind or None,
        **_list_document(found.keys),
    }
    whose = ("本机自任主管部门", "its own bureau")
    if not found.own_bureau:
        whose = ("已加入主管部门", "belongs to a bureau")
    bureau, edition = fingerprint(found.keys.bureau), found.keys.edition
    head = context.says(
        f"服务台 {found.desk}，{whose[0]}（代号 {bureau}）；名单第 {edition} 版",
        f"desk {found.desk}, {whose[1]} ({bureau}); edition {edition} of the list",
    )
    return Answer(document, [head, *_rows(context, found.keys)])


def publish(context: Context) -> Answer:
    """The public files and a page that says what they are for, into a folder."""
    from carbon_points.certificates.publication import publication  # noqa: PLC0415

    with context.database() as db:
        out, of_desks = context.arguments.out, context.arguments.of_desks
        files = publication(db, context.caller(), out, of_desks)
    said = context.says(
        f"已写出 {len(files)} 个文件到 {context.arguments.out}，可以公布。",
        f"Wrote {len(files)} files to {context.arguments.out}, ready to be published.",
    )
    return Answer({"files": [str(file) for file in files]}, [said])


def rotate_signing(context: Context) -> Answer:
    """A new pair that signs from tomorrow on."""
    from carbon_points.certificates import bureau  # noqa: PLC0415

    with context.database() as db:
        done = bureau.rotate_signing(db, context.caller())
    if done.waiting:
        said = context.says(
            "新钥匙已备好；请用 keys request 向主管部门申请，新名单生效前仍用旧的。",
            "The new pair is ready: ask the bureau with keys request. Until its next"
            " list is installed the old one signs.",
        )
    else:
        said = context.says(
            "新钥匙从明天起签名，旧的今天用完；已发的证书照旧有效。",
            "The new pair signs from tomorrow; papers of before stay as they are.",
        )
    return _changed(context, done, said)


def lost(context: Context) -> Answer:
    """Papers of this day and later under a desk's keys are refused."""
    from carbon_points.certificates.bureau import declare_lost  # noqa: PLC0415

    since, reason = context.arguments.since, context.arguments.reason
    with context.database() as db:
        desk = context.option("desk_number")
        done = declare_lost(db, context.caller(), since, reason, desk)
    said = context.says(
        f"已挂失：{since} 起签的证书不再被承认。请把新名单公布出去（keys publish）。",
        f"Declared lost: papers from {since} on are refused. Publish the new list"
        " (keys publish).",
    )
    return _changed(context, done, said)


def request(context: Context) -> Answer:
    """The file by which this desk asks a bureau to list its key."""
    from carbon_points.certificates.membership import ask_bureau  # noqa: PLC0415
    from carbon_points.certificates.requests import read_request  # noqa: PLC0415
    from carbon_points.certificates.trust import key_list_in  # noqa: PLC0415
    from carbon_points.storage.files import write_whole  # noqa: PLC0415

    out = context.arguments.out
    with _administration(context) as db:
        keys = key_list_in(context.arguments.bureau)
        data = ask_bureau(db, context.caller(), keys)
    write_whole(out, data)
    own = fingerprint(read_request(data).public)
    bureau = fingerprint(keys.bureau)
    said = context.says(
        f"申请已写到 {out}，请交给 {keys.district} 的主管部门（代号 {bureau}）；"
        f"本机钥匙的代号请用电话告诉对方：{own}",
        f"The request is in {out}; the bureau of {keys.district} ({bureau}) gets it."
        f" Tell them this key's fingerprint by telephone: {own}",
    )
    return Answer({"file": str(out), "bureau": bureau, "key": own}, [said])


def certify(context: Context) -> Answer:
    """List the keys of desks, as the bureau."""
    from carbon_points.certificates import bureau  # noqa: PLC0415
    from carbon_points.certificates.keys import public_files  # noqa: PLC0415
    from carbon_points.certificates.requests import read_request_file  # noqa: PLC0415
    from carbon_points.storage.files import write_whole  # noqa: PLC0415

    arguments = context.arguments
    with _administration(context) as db:
        asked = [read_request_file(path) for path in arguments.requests]
        if arguments.dry_run:
            return _requested(context, asked)
        days = (context.option("start"), context.option("end"))
        replacing = arguments.replace
        done = bureau.certify(db, context.caller(), asked, *days, replacing=replacing)
        file = public_files(db)["keys.json"]
    if arguments.out is not None:
        write_whole(arguments.out, file)
    whose = (f"{each.desk} ({fingerprint(each.public)})" for each in asked)
    desks, edition = "、".join(whose), done.keys.edition
    said = context.says(
        f"服务台 {desks} 已列入名单第 {edition} 版；请交给各服务台安装，并公布。",
        f"Edition {edition} lists desk {desks}; have it installed there, publish it.",
    )
    return _changed(context, done, said)


def _requested(context: Context, asked: Sequence[KeyRequest]) -> Answer:
    """Who asks to be listed, to be compared by telephone."""
    rows = [
        {
            "desk": each.desk,
            "district": each.district,
            "key": fingerprint(each.public),
            "since": each.since.isoformat(),
            "replaces": fingerprint(each.replaces) if each.replaces else None,
        }
        for each in asked
    ]
    head = context.says(
        "请用电话核对代号；还没有列入名单。",
        "Compare the fingerprints by telephone; nothing is listed yet.",
    )
    lines = [f"  {row['desk']:>6}  {row['key']}  {row['district']}" for row in rows]
    return Answer({"requests": rows}, [head, *lines])


def install(context: Context) -> Answer:
    """Put the bureau's list in force here."""
    from carbon_points.certificates import membership  # noqa: PLC0415
    from carbon_points.certificates.trust import key_list_in  # noqa: PLC0415
    from carbon_points.common.incoming import read_within  # noqa: PLC0415

    file = context.arguments.file
    with _administration(context) as db:
        key_list_in(file)  # names the file where it is none
        data = read_within(file)
        other = context.arguments.other_bureau
        done = membership.install(db, context.caller(), data, other_bureau=other)
    edition, whose = done.keys.edition, done.keys.district
    bureau = fingerprint(done.keys.bureau)
    said = context.says(
        f"名单第 {edition} 版已生效，由 {whose} 的主管部门（代号 {bureau}）签名。",
        f"Edition {edition} of the bureau of {whose} ({bureau}) is in force.",
    )
    return _changed(context, done, said)


def rotate_identity(context: Context) -> Answer:
    """Seal every ID number with new keys."""
    from carbon_points.participants import resealing  # noqa: PLC0415

    with context.database() as db:
        done = resealing.rotate_identity(db, context.caller(), context.progress)
    said = context.says(
        f"{done.people} 人的证件号码已用新密钥重新封存；旧备份仍用旧密钥，请择期销毁。",
        f"The numbers of {done.people} people are sealed with new keys. Backups of"
        " before still hold the old ones: destroy them when they are not needed.",
    )
    return Answer({"people": done.people, "drafts": done.drafts}, [said])


@contextmanager
def _administration(context: Context) -> Iterator[Database]:
    """The database, once it is clear that the caller may; before files are read."""
    with context.database() as db:
        with db.reading() as session:
            permitted(session, "keys", context.caller())
        yield db


def _changed(context: Context, done: KeysChanged, said: str) -> Answer:
    lines = [said]
    if done.papers:
        lines.append(
            context.says(
                f"{done.papers} 份证书已按原编号重做，请重新打印换给持证人。",
                f"{done.papers} certificates were made again under their serials;"
                " print them and hand them over anew.",
            )
        )
    document = {
        "act": done.act,
        "key": key_id(done.key).hex() if done.key else None,
        "waiting": done.waiting,
        "papers": done.papers,
        "files": [str(file) for file in done.files],
        **_list_document(done.keys),
    }
    return Answer(document, [*lines, *_rows(context, done.keys)])


def _list_document(keys: KeyList) -> dict[str, Any]:
    return {
        "bureau": key_id(keys.bureau).hex(),
        "district": keys.district,
        "demo": keys.demo,
        "edition": keys.edition,
        "keys": [_row_document(row) for row in keys.keys],
    }


def _row_document(row: ListedKey) -> dict[str, Any]:
    last, lost_from = row.last_day, row.lost_from
    return {
        "desk": row.desk,
        "key": row.key_id.hex(),
        "from": row.valid_from.isoformat(),
        "to": last.isoformat() if last else None,
        "lost_from": lost_from.isoformat() if lost_from else None,
    }


def _rows(context: Context, keys: KeyList) -> list[str]:
    return [_row_line(context, row) for row in keys.keys]


def _row_line(context: Context, row: ListedKey) -> str:
    last = row.last_day.isoformat() if row.last_day else "…"
    line = f"  {row.desk:>6}  {row.key_id.hex()}  {row.valid_from} → {last}"
    if row.lost_from is not None:
        since = row.lost_from.isoformat()
        line += context.says(f"  {since} 起挂失", f"  lost since {since}")
    return line
