"""Every standing message in one place: what happened, what is kept, what to do.

The wording is that of the user interface specification; a page says
``message("M02")`` or ``message("M01", n=3)`` and shows the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import Tone


@dataclass(frozen=True, slots=True)
class Message:
    """One message: how grave, its first sentence, the rest, its number."""

    tone: Tone
    title: str
    text: str = ""
    code: str = ""

    @property
    def whole(self) -> str:
        """Title and text as one paragraph."""
        return f"{self.title}{_gap(self.title)}{self.text}" if self.text else self.title


_MESSAGES: Final[dict[str, tuple[Tone, str]]] = {
    "M01": (
        Tone.INFO,
        tr_later("messages", "身份证号还差 {n} 位。已输入的保留，可继续刷卡或手输。"),
    ),
    "M02": (
        Tone.BAD,
        tr_later(
            "messages",
            "校验位对不上，有一位输错了。已输入的保留，请对照证件逐位核对或重新刷卡。",
        ),
    ),
    "M03": (Tone.BAD, tr_later("messages", "第 7–14 位 {date} 不是有效日期，请核对。")),
    "M04": (
        Tone.INFO,
        tr_later(
            "messages",
            "此证件已登记：{name}（{street}）。按 Enter 打开原档案，不会新建。",
        ),
    ),
    "M05": (
        Tone.BAD,
        tr_later(
            "messages",
            "统一社会信用代码校验不符，有一位输错了。"
            "已输入的保留，请对照营业执照核对。",
        ),
    ),
    "M06": (
        Tone.BAD,
        tr_later("messages", "手机号应为 11 位、以 1 开头；没有手机可勾选“无手机”。"),
    ),
    "M07": (
        Tone.INFO,
        tr_later(
            "messages",
            "“{ch}”是生僻字，已按原字保存，屏幕和证书都能显示。"
            "请看一眼字形是否与证件一致。",
        ),
    ),
    "M08": (
        Tone.INFO,
        tr_later("messages", "没有找到“{q}”。内容已保留，按 Enter 登记为新参与者。"),
    ),
    "M09": (
        Tone.WARN,
        tr_later(
            "messages", "读卡器没有回应。可重新放卡，或直接手输；设置里可测试读卡器。"
        ),
    ),
    "M10": (
        Tone.INFO,
        tr_later(
            "messages", "收到一次扫码，但本页用不上。已忽略，正在填写的内容没有变化。"
        ),
    ),
    "M11": (
        Tone.BAD,
        tr_later("messages", "“{text}”读不成数字。请只写数字，例如 12.4。"),
    ),
    "M12": (Tone.BAD, tr_later("messages", "日期在今天之后。行为要先发生再登记。")),
    "M13": (
        Tone.WARN,
        tr_later(
            "messages",
            "该日期已超过 {n} 天登记期限，不能计入。"
            "请核对日期；仍要留存，可记为“不予计入”。",
        ),
    ),
    "M14": (
        Tone.WARN,
        tr_later(
            "messages", "今日{quantity}已到上限 {max}，超出的 {x} 记录在案，不计减排。"
        ),
    ),
    "M15": (
        Tone.INFO,
        tr_later("messages", "本笔减排 {g} 克，不足 1 分；已结转，与下一笔合并计分。"),
    ),
    "M16": (
        Tone.BAD,
        tr_later(
            "messages",
            "行程编号 {no} 已在 {date} 由 {point} 登记过。"
            "本笔未保存，可改编号或查看原记录。",
        ),
    ),
    "M17": (
        Tone.WARN,
        tr_later(
            "messages", "{w} kg 比平时大很多。请确认单位是公斤不是斤；确认后可继续。"
        ),
    ),
    "M18": (
        Tone.INFO,
        tr_later("messages", "本方法学为研究稿：减排量只作摸底核算，暂不发积分。"),
    ),
    "M19": (
        Tone.OK,
        tr_later("messages", "已记入：{what}，+{p} 分（待审核）。撤销 Ctrl+Z"),
    ),
    "M20": (Tone.OK, tr_later("messages", "已撤销：{what}。记录保留并标明“已撤销”。")),
    "M21": (
        Tone.OK,
        tr_later(
            "messages",
            "本次办理已结束：{n} 笔，共 {p} 分。"
            "未审核的可在记录里撤销；已审核的请审核员冲正后重记。",
        ),
    ),
    "M22": (
        Tone.INFO,
        tr_later("messages", "上次未保存的内容已找回（{time}）。继续填写，或清空。"),
    ),
    "M23": (
        Tone.BAD,
        tr_later(
            "messages",
            "读数 {v} 小于上次 {v0}（{date}）。若换过表，请点“换表”；否则请核对。",
        ),
    ),
    "M24": (
        Tone.WARN,
        tr_later(
            "messages",
            "日均 {x} kWh 高于常见值 {max}。"
            "可保存，审核时会重点核对；高于 {limit} 的不能计入。",
        ),
    ),
    "M25": (
        Tone.INFO,
        tr_later(
            "messages", "距上次抄表 {n} 天，超过 {m} 天；本期可入账，报告会注明。"
        ),
    ),
    "M26": (
        Tone.WARN,
        tr_later(
            "messages",
            "{bad} 行有问题，尚未写入任何数据。"
            "可直接在红框里改，也可先写入 {good} 行好的。",
        ),
    ),
    "M27": (
        Tone.INFO,
        tr_later(
            "messages",
            "这个文件 {time} 已导入过（{n} 行）。继续的话只会处理新出现的行。",
        ),
    ),
    "M28": (
        Tone.INFO,
        tr_later("messages", "已取消，一行也没有写入，账本与导入前一致。"),
    ),
    "M29": (
        Tone.OK,
        tr_later("messages", "已写入 {n} 行，跳过 {k} 行。审核前可整批撤销。"),
    ),
    "M30": (
        Tone.BAD,
        tr_later(
            "messages",
            "打不开“{file}”：{why}。"
            "原文件没有改动。请另存为 xlsx 或 csv（UTF-8/GBK 均可）再试。",
        ),
    ),
    "M31": (
        Tone.INFO,
        tr_later("messages", "这笔由您初审，须由另一位审核员复核。已放入“待复核”。"),
    ),
    "M32": (
        Tone.WARN,
        tr_later(
            "messages",
            "{name} 已于 {time} 处理为“{result}”。您的意见未提交，文字已复制到剪贴板。",
        ),
    ),
    "M33": (Tone.WARN, tr_later("messages", "驳回需选原因：按 1–9。")),
    "M34": (
        Tone.VIOLET,
        tr_later("messages", "该参与者已冻结（{reason}）。可登记，积分暂不可用。"),
    ),
    "M35": (
        Tone.BAD,
        tr_later(
            "messages", "可划拨量为 {a} tCO₂e，少于申请的 {b}。未扣减，请改数量。"
        ),
    ),
    "M36": (
        Tone.BAD,
        tr_later("messages", "可用 {a} 分，还差 {b} 分；另有 {c} 分待审核。"),
    ),
    "M37": (
        Tone.WARN,
        tr_later(
            "messages",
            "{channel} 暂时连不上。积分已预留、未扣除，恢复后自动补办，也可取消。",
        ),
    ),
    "M38": (
        Tone.WARN,
        tr_later(
            "messages",
            "没有找到打印机。证书已生成并保存到“{path}”，接好后可重打，编号不变。",
        ),
    ),
    "M39": (
        Tone.WARN,
        tr_later(
            "messages",
            "已送打印机 {n} 秒没有回音。"
            "请看一眼纸张：出来了点“已打印”，没有点“重打”，不会重复占号。",
        ),
    ),
    "M40": (
        Tone.WARN,
        tr_later(
            "messages",
            "将用 {time} 的备份替换当前数据：少 {n} 笔、{m} 人。"
            "当前数据会先另存一份，可再换回来。",
        ),
    ),
    "M41": (
        Tone.WARN,
        tr_later("messages", "已 {n} 天没有备份。现在备份约需 {s} 秒，不影响办理。"),
    ),
    "M42": (
        Tone.BAD,
        tr_later(
            "messages",
            "备份没有完成：U 盘空间不足（差 {x} MB）。原有备份完好。请换盘后点“重试”。",
        ),
    ),
    "M43": (
        Tone.BAD,
        tr_later(
            "messages",
            "磁盘只剩 {x} MB，已暂停导入；单笔登记仍可保存约 {n} 笔。请清理后重试。",
        ),
    ),
    "M44": (
        Tone.WARN,
        tr_later(
            "messages",
            "账本正被“{host}”使用，本机以只读方式打开。对方退出后点“重试”即可登记。",
        ),
    ),
    "M45": (
        Tone.BAD,
        tr_later(
            "messages",
            "流水第 {n} 条核对不上，已停止写入以保护数据。"
            "第 {n} 条之前完好。请导出诊断包并联系管理员。",
        ),
    ),
    "M46": (
        Tone.OK,
        tr_later(
            "messages",
            "真实有效：{name}，{amount} kgCO₂e，{date} 签发。内容与签名一致。",
        ),
    ),
    "M47": (
        Tone.BAD,
        tr_later("messages", "签名对不上：二维码或内容被改动过，不能作为凭据。"),
    ),
    "M48": (
        Tone.WARN,
        tr_later("messages", "签名真实，但该证书已于 {date} 作废（{reason}）。"),
    ),
    "M49": (
        Tone.BAD,
        tr_later("messages", "密码不对，还可试 {n} 次。大写锁定：{on}。"),
    ),
    "M50": (
        Tone.INFO,
        tr_later("messages", "已锁屏，正在填写的内容已保存，登录后继续。"),
    ),
    "M51": (
        Tone.WARN,
        tr_later(
            "messages",
            "本机时间比最后一笔流水早 {x}。请先校准时间再登记，避免记错日期。",
        ),
    ),
    "M52": (
        Tone.WARN,
        tr_later(
            "messages",
            "{date} 没有适用的“{factor}”。"
            "本笔留在草稿，未记入；因子补齐后按 Enter 即可记入。",
        ),
    ),
    "M53": (
        Tone.WARN,
        tr_later(
            "messages",
            "程序刚才异常退出。账本完好，最后保存于 {time}；未保存的一笔已找回。",
        ),
    ),
    "M54": (
        Tone.WARN,
        tr_later(
            "messages",
            "正在写入第 {n}/{m} 行。退出则这批数据一行也不写入（不会只写一半）。",
        ),
    ),
}

IDS: Final = tuple(_MESSAGES)


def message(number: str, **values: object) -> Message:
    """Message `number` in the language in force, its places filled with `values`."""
    tone, source = _MESSAGES[number]
    return split(tone, translated("messages", source).format(**values), number)


def split(tone: Tone, text: str, code: str = "") -> Message:
    """A message whose first sentence is its title."""
    for end in ("。", ". "):
        title, found, rest = text.partition(end)
        if found and rest:
            return Message(tone, f"{title}{end.strip()}", rest.strip(), code)
    return Message(tone, text, "", code)


def _gap(title: str) -> str:
    return "" if title.endswith("。") else " "
