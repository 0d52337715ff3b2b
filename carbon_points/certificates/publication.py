"""The folder that a bureau puts on its site: key list, revocations, what they are."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.keylist import RevocationList
from carbon_points.certificates.keys import write_public
from carbon_points.certificates.signers import key_list
from carbon_points.certificates.signing import fingerprint
from carbon_points.certificates.trust import Keys
from carbon_points.certificates.trust import read_list_file
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import RefusedError
from carbon_points.security import service as security
from carbon_points.security.acts import permitted
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.certificates.keylist import KeyList
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

README: Final = "README.txt"

_WORDS: Final = """{district} 碳普惠证书：公钥名单与作废名单
================================================

keys.json     公钥名单，第 {edition} 版，{day} 签名。凭它可以离线核验证书的真伪。
revoked.json  作废名单。名单里的编号签名虽真，但已作废或已被新证书替换。
revoked-desk-….json（如有）是各服务台自己签名的作废名单，同样有效。
其余 keys-…、revoked-… 文件（如有）属于本台从前的主管部门，核验那时的证书要用。

主管部门公钥：{bureau}
代号：{short}
      （请用电话或公函核对，以防有人冒名公布另一份名单）

公布：把本文件夹原样放到网站或公告处；每次更换、挂失、作废之后重新公布。
核验：把 keys.json 和 revoked.json 放进程序的 keys 文件夹（设置里可以看到位置），
      或运行 carbon-points certificate verify 证书.pdf --key keys.json
      没有本程序的，按《怎样核验一张碳普惠证书》（docs/how-to-verify.md）第四节自己核验。

Carbon-inclusion certificates of {district}: key list and revocations
---------------------------------------------------------------------
keys.json     The public keys, edition {edition}, signed on {day}: with it anybody can
              verify a certificate offline.
revoked.json  Serials that are genuine and yet out of force.
revoked-desk-….json  the same, signed by a desk for its own serials.
Other files   belong to the bureau that the desk was under before.
Bureau        {bureau}
Fingerprint   {short}: compare it by telephone, lest
              somebody publish another list.
Put this folder on a site as it is, again after every change, loss and revocation.
"""


def publication(
    db: Database, caller: Caller, folder: Path, of_desks: Sequence[Path] = ()
) -> tuple[Path, ...]:
    """Write the public files and a page about them into a folder.

    Args:
        db: the bureau's books, or a desk's.
        caller: an administrator.
        folder: made if it is missing.
        of_desks: revocation lists that desks of this bureau signed; added as they are.

    Raises:
        NotAllowedError: ROLE.
        UserError: if a desk's list cannot be read.
        RefusedError: REVOCATIONS_FOREIGN, if nobody would believe it.
        OSError: if the folder cannot be written to.
    """
    with db.writing() as session:
        by = permitted(session, "keys", caller)
        keys = key_list(session, db)
        security.log(session, by, "signing-publish", str(keys.edition))
        added = dict(_of_desk(path, keys) for path in of_desks)
    files = [*write_public(db, folder)]
    for name, data in {**added, README: _page(keys).encode()}.items():
        write_whole(folder / name, data)
        files.append(folder / name)
    return tuple(files)


def _of_desk(path: Path, keys: KeyList) -> tuple[str, bytes]:
    """The name and the bytes of a list that a desk of this bureau may sign."""
    found = read_list_file(path)
    known = Keys([keys])
    if (
        not isinstance(found, RevocationList)
        or not found.desk
        or not known.may_revoke(found)
    ):
        raise RefusedError("REVOCATIONS_FOREIGN", file=str(path))
    return f"revoked-desk-{found.desk}.json", read_within(path)


def _page(keys: KeyList) -> str:
    demo = "（演示 demonstration）" if keys.demo else ""
    return _WORDS.format(
        district=keys.district + demo,
        edition=keys.edition,
        day=keys.issued_on.isoformat(),
        bureau=keys.bureau.hex(),
        short=fingerprint(keys.bureau),
    )
