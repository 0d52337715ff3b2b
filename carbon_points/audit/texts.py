"""What the refusals of the audit desk say, in Chinese and English."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TEXTS: Final = MappingProxyType(
    {
        "REASON_CODE": (
            "“{value}”不是理由代码；请用 R1 到 R9，R9 须写明，如 R9:重复登记。",
            "“{value}” is no reason; use R1 to R9, explained as in R9:booked twice.",
        ),
        "VERB_UNKNOWN": (
            "“{value}”不是审核动作。",
            "“{value}” is nothing that an auditor decides.",
        ),
        "FACTOR_UNKNOWN": (
            "没有编号为“{value}”的因子；请用 methodologies 查看因子表。",
            "There is no factor “{value}”; methodologies lists the factors.",
        ),
        "FACTOR_VALUE": (
            "“{value}”不是因子的数值；请写成 0.6191 这样的小数。",
            "“{value}” is no value of a factor; write a decimal such as 0.6191.",
        ),
        "VERSION_UNKNOWN": (
            "没有安装方法学版本“{value}”；请核对编号和版本。",
            "The methodology version “{value}” is not installed; check it.",
        ),
        "REHEARSE_WHAT": (
            "“{value}”读不懂；请写成 因子=数值 或 方法学@版本。",
            "“{value}” cannot be read; write FACTOR=VALUE or METHODOLOGY@VERSION.",
        ),
        "CERTIFICATE_UNKNOWN": (
            "没有编号为[ {value}]的证书；请核对编号。",
            "There is no certificate[ {value}]; check the serial.",
        ),
        "CERTIFICATE_NOT_VALID": (
            "证书[ {value}]已经吊销或被替换，没有改动。",
            "The certificate[ {value}] is revoked or replaced already.",
        ),
        "MONTH_NOT_OVER": (
            "[{value} ]还没有结束，不能关账。",
            "The month[ {value}] is not over and cannot be closed.",
        ),
        "MONTH_CLOSED": (
            "[{value} ]已经关账，不能再记入；更正请记在未关账的月份。",
            "The month[ {value}] is closed; corrections go into the open one.",
        ),
        "MONTH_ORDER": (
            "请按顺序关账，下一个是[ {value}]。",
            "Months are closed one after the other; the next one is[ {value}].",
        ),
        "MONTH_NOT_CLEAN": (
            "核验没有全部通过[（{check}）]，没有关账；请运行 audit verify 查看。",
            "A check failed[ ({check})]; nothing was closed. Run audit verify.",
        ),
        "DECIDE_WHAT": (
            "请写明要审核的行为编号；undo 和 sign 不带编号。",
            "Name the actions to decide on; undo and sign take none.",
        ),
        "OWN_ENTRY": (
            "本人登记的记录不能由本人核定。",
            "Nobody approves what they logged.",
        ),
        "PERSON_STATE": (
            "参与者[ {value}]不在可以冻结或解冻的状态，没有改动。",
            "The participant[ {value}] is in no state for this; nothing was changed.",
        ),
        "PARTICIPANT_FROZEN": (
            "参与者已冻结，先解冻再核定。",
            "The participant is frozen; release the person first.",
        ),
        "SAMPLE_CONFIDENCE": (
            "置信度[ {value}]不能用；按误差抽样请用 0.90、0.95 或 0.99。",
            "The confidence[ {value}] cannot be used; take 0.90, 0.95 or 0.99.",
        ),
        "SAMPLE_BOUND": (
            "误差上限[ {value}]应在 0 和 1 之间；例如 0.05。",
            "The bound[ {value}] must lie between 0 and 1, e.g. 0.05.",
        ),
        "SAMPLE_EMPTY": (
            "这个场景和时段里没有已核定的行为，没有抽样。",
            "No approved action lies in this scenario and period; nothing was drawn.",
        ),
        "SAMPLE_UNKNOWN": (
            "没有这份抽样[ {value}]；请核对编号。",
            "There is no such sample[ {value}]; check the id.",
        ),
        "SAMPLE_STEP": (
            "“{value}”不是核查结论；请用 right（无误）或 wrong（有误）。",
            "“{value}” is no outcome of a check; use right or wrong.",
        ),
        "SAMPLE_NOT_DRAWN": (
            "行为[ {value}]不在这份抽样名单里，没有记录。",
            "The action[ {value}] was not drawn; nothing was recorded.",
        ),
        "SAMPLE_ORDER": (
            "行为[ {value}]已经有核查结论，没有记录；有误的由另一位审核员改判。",
            "The action[ {value}] was checked before; another auditor may dismiss it.",
        ),
        "SAMPLE_OVERSTATED": (
            "行为[ {value}]多计的数量应在 0 和它的减排量之间，没有记录。",
            "What the action[ {value}] claims too much lies between 0 and all of it.",
        ),
        "PAPER_FORMAT": (
            "“{value}”：工作底稿可以写成 .pdf（打印）或 .xlsx。",
            "“{value}”: a working paper is written as .pdf (to print) or .xlsx.",
        ),
        "FINDING_WHAT": (
            "请写明行为或问题的编号；list 不带编号。",
            "Name the action or the finding; list takes none.",
        ),
        "FINDING_UNKNOWN": (
            "没有这个问题[ {value}]；请核对编号。",
            "There is no such finding[ {value}]; check the id.",
        ),
        "FINDING_STATE": (
            "行为[ {value}]没有核定或已冲正，不能开问题；待审核的请直接驳回。",
            "The action[ {value}] is not approved now; reject it if it still waits.",
        ),
        "FINDING_OPEN": (
            "行为[ {value}]已有未关闭的问题，没有再开一个。",
            "The action[ {value}] has a finding that is not closed; none was opened.",
        ),
        "FINDING_NOTE": (
            "请写明做了什么、依据是什么；没有记录。",
            "Say what was done and on what ground; nothing was recorded.",
        ),
        "FINDING_ORDER": (
            "问题[ {value}]已不在可以这样处理的状态：先整改，再由另一位审核员关闭。",
            "The finding[ {value}] is in no state for this: correct it, then close it.",
        ),
        "FINDING_NOT_REVERSED": (
            "行为[ {value}]多计的减排量还在账上；请先冲正，再记整改。",
            "What the action[ {value}] claims too much still stands; reverse it first.",
        ),
        "FINDING_REPLACEMENT": (
            "行为[ {value}]不能代替原记录：须是同一参与者、同一方法学的有效行为。",
            "The action[ {value}] cannot stand in: same person and methodology, live.",
        ),
        "FINDING_SAME_PERSON": (
            "问题[ {value}]要由另一位审核员来定：整改的人不能关闭，提出的人不能改判。",
            "Another auditor settles the finding[ {value}] than who acted on it last.",
        ),
    }
)
