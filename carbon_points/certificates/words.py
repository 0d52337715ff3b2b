"""The fixed words of the papers, and how days and quantities are written on them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text
from carbon_points.common.units import mass_text
from carbon_points.common.units import MilligramsCO2e

if TYPE_CHECKING:
    import datetime as dt

    from carbon_points.certificates.content import AssumedFactor
    from carbon_points.certificates.content import MethodologyLine
    from carbon_points.certificates.content import Rate

TITLES: Final = {"resident": "碳普惠积分证书", "sme": "碳普惠减排量核算确认书"}
SUBTITLES: Final = {
    "resident": "Certificate of Carbon-Inclusion Points",
    "sme": "Confirmation of Accounted Carbon-Inclusion Reductions",
}
ID_LABELS: Final = {"resident": "公民身份号码", "sme": "统一社会信用代码"}
GROUPS: Final = {"event": "行为类", "installation": "设施类"}

DEMO: Final = "演示样张　不具效力"
NOT_CERTIFIED: Final = "未经核证"
TRIAL: Final = "试行"
BUREAU: Final = "生态环境主管部门"
SEAL_PLACE: Final = "盖章处"
NO_MONEY: Final = "积分不具货币属性，不可转让。"

ATTEST: Final = "兹证明"
FIGURE_LABELS: Final = ("减排量（未经核证）", "碳普惠积分")
COLUMNS: Final = ("方法学", "次数", "减排量 CO₂e", "积分", "实测", "凭证", "自报")
LAYERS: Final = "其中，按证据分层"
TOTAL: Final = "合计"
NOTES: Final = (
    "扫描二维码，不联网即可核验真伪；核验方法见说明页。",
    "减排量由区级核算登记，未经核证，支配权归生态环境主管部门。",
    NO_MONEY,
)

STOCKTAKING: Final = "摸底核算表"
DRAFT: Final = "研究稿"
STOCKTAKING_MARK: Final = "摸底　摸底　摸底"
BADGES: Final = {"trial": TRIAL, "draft": DRAFT}
"""What stands beside a methodology that is not published."""

STOCKTAKING_SUBTITLE: Final = "Stock-taking Sheet of Draft Methodologies"
STOCKTAKING_NOTES: Final = (
    "所列方法学为研究稿，只作摸底核算：不计积分，不入减排量池，不发证书。",
    "本表没有编号、二维码和签名，不能作为凭据。减排量未经核证。",
)

PRINT_RUN: Final = "碳普惠证书合并打印"
BACK_TITLE: Final = "证书说明"
BACK_SUBTITLE: Final = "How to read and verify this certificate"
HEADINGS: Final = {
    "verify": "怎样核验",
    "methodologies": "采用的方法学（次数、精确减排量、积分）",
    "layers": "证据分层",
    "rates": "积分换算",
    "assumed": "假定参数",
    "nature": "性质",
    "objection": "异议",
    "corrections": "补记与替换",
}
HOW_TO_VERIFY: Final = (
    (
        "扫描正面的二维码，得到以 CP1: 开头的一行文字；在任一服务台，"
        "或在装有本程序的电脑上打开“证书核验”并粘贴，不联网、不登录即可核验。"
    ),
    "有电子文件的，把 PDF 拖入“证书核验”。文件里任何一个字节被改动都会被发现。",
    "请同时核对姓名、证件后四位与持证人的证件一致。",
)
LAYER_TEXTS: Final = (
    "实测：计量器具、运营企业或刷卡记录。",
    "凭证：单据、照片、发票等材料。",
    "自报：仅有本人陈述，现行方法学不予计入。",
)
RATE_NOTE: Final = "不足一分的余数保留在账户内，计入下一次。"
ASSUMED_NOTE: Final = "下列参数尚待主管部门确认，用到之处均属假定："
NONE_ASSUMED: Final = "本证书没有用到假定的参数。"
NATURE: Final = (
    "减排量按区级方法学核算并登记，未经核证，不能用于交易或抵销；"
    "支配权归生态环境主管部门。" + NO_MONEY
)
CORRECTIONS: Final = (
    "以签发当日已审核通过的为准。此后通过的补记和冲正的，可换发新证书；"
    "新证书签发后，本证书即被替换。"
)


def objection(district: str) -> str:
    """Where to object."""
    return (
        "对本证书的内容有异议，可凭有效证件到任一碳普惠服务台或"
        f"{district}{BUREAU}提出，由审核员复核并书面答复。"
    )


def day(date: dt.date) -> str:
    """``2026年11月20日``."""
    return f"{date.year}年{date.month}月{date.day}日"


def period(first: dt.date, last: dt.date) -> str:
    """Both days are inside."""
    return f"{day(first)}至{day(last)}"


def mass(reduction_mg: int) -> str:
    """``64.310 kg``, to be followed by CO₂e where the heading does not say it."""
    return " ".join(mass_text(MilligramsCO2e(reduction_mg)))


@lru_cache(maxsize=64)
def rate(row: Rate) -> str:
    """``行为类：每 1 g 减排量计 1 分（2024年1月1日起）``."""
    grams = exact_text(Fraction(row.mg_per_point, 1000))
    since = day(row.valid_from)
    return f"{GROUPS[row.group]}：每 {grams} g 减排量计 1 分（{since}起）"


def statement(first: dt.date, last: dt.date, issued_on: dt.date) -> str:
    """The sentence over the two figures."""
    so_far = "（截至签发日）" if last > issued_on else ""
    return f"在{period(first, last)}期间{so_far}参与碳普惠，经审核记入的减排量与积分为"


def survey_statement(first: dt.date, last: dt.date) -> str:
    """The sentence over the table of a stock-taking sheet."""
    return (
        f"{period(first, last)}，按研究稿方法学试算的减排量如下（未经核证，不计积分）"
    )


def made_on(date: dt.date) -> str:
    """When a stock-taking sheet was made."""
    return f"制表日期　{day(date)}"


def balance(points: int, issued_on: dt.date) -> str:
    """The balance of the account on the day of issue."""
    return f"{day(issued_on)}积分账户余额 {points:,} 分。"


def replacement(serial: str) -> str:
    """Which certificate is put out of force."""
    return f"本证书替换 {serial}；后者自本证书签发之日起失效。"


def reprint(count: int) -> str:
    """How often the paper was printed before."""
    return f"重印第 {count} 次"


def fingerprint(key_id: bytes) -> str:
    """Which public key the signature belongs to, as the public-key file lists it."""
    text = key_id.hex().upper()
    return f"签名公钥的指纹：{text[:4]} {text[4:]}。公钥名单由{BUREAU}发布。"


def methodology_version(line: MethodologyLine) -> str:
    """``单车骑行（cycling 1.0，试行）``."""
    badge = BADGES.get(line.status, "")
    comma = "，" if badge else ""
    return f"{line.name_zh}（{line.methodology} {line.version}{comma}{badge}）"


def methodology_line(line: MethodologyLine) -> str:
    """A methodology with the exact sum behind the rounded one on the front."""
    grams = decimal_text(Fraction(line.reduction_mg, 1000), 3)
    counted = f"{line.actions:,} 次，{grams} g，{line.points:,} 分"
    return f"{methodology_version(line)}：{counted}"


def assumed(factor: AssumedFactor) -> str:
    """One factor that the bureau has yet to confirm."""
    unit = "" if factor.unit == "1" else f" {factor.unit}"
    return f"假定：{factor.name_zh} {factor.value}{unit}（{factor.factor}）"


def chain_position(chain: str) -> str:
    """Where in the records the sums were read."""
    return f"数据取自台账链 {chain}。"


_FIGURES: Final = (
    "0123456789,.-+%/:;()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*₂ "
)
_PLAIN: Final = (
    *SUBTITLES.values(),
    BACK_SUBTITLE,
    *ID_LABELS.values(),
    *GROUPS.values(),
    *FIGURE_LABELS,
    *NOTES,
    *HOW_TO_VERIFY,
    *LAYER_TEXTS,
    ATTEST,
    LAYERS,
    SEAL_PLACE,
    RATE_NOTE,
    ASSUMED_NOTE,
    NONE_ASSUMED,
    NATURE,
    CORRECTIONS,
    objection(""),
    replacement(""),
    reprint(0),
    fingerprint(b"0000"),
    chain_position(""),
    "假定精确值版编号签名指纹公钥年月日在期间截至参与碳普惠经审核记入的减排量与积分为账户余额每计起第页次项",
)
_HEAVY: Final = (
    STOCKTAKING,
    STOCKTAKING_MARK,
    *BADGES.values(),
    *TITLES.values(),
    *COLUMNS,
    *HEADINGS.values(),
    DEMO,
    TRIAL,
    TOTAL,
    BACK_TITLE,
    NOT_CERTIFIED,
)
COMMON_PLAIN: Final = _FIGURES + "".join(_PLAIN)
COMMON_HEAVY: Final = "0123456789,.-kgtCOe₂分 " + "".join(_HEAVY)
"""What nearly every certificate is set in, light and heavy; embedded as ready bytes."""
