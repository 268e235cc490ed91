"""What is new in an export since the one before: pay never changes, but who is who for payroll may."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.payroll.paid import Payroll
from bot.payroll.refusals import not_as_published
from bot.periods.digests import person_digest

NEW = "new"

# What of an export is kept: by person the payroll id, the name and the digest of the pay; by reward its
# digest. No amount is in it.
Content = dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True)
class News:
    """What is new, in words: by the person's key, and by the reward's key. `gone` are rewards that were in
    the export before and are not in this one."""

    people: Mapping[str, str]
    rewards: Mapping[str, str]
    gone: list[str]

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.people or self.rewards or self.gone)


def content_of(payroll: Payroll) -> Content:
    """What is kept of an export."""
    digests: dict[str, list[tuple[str, str]]] = {}
    for one in payroll.statements:
        digests.setdefault(one.payee.key, []).append((one.currency, one.digest))
    return {
        "people": {
            payee.key: {
                "payroll_id": payee.payroll_id,
                "name": payee.name,
                "pay": person_digest(digests[payee.key]),
            }
            for payee in payroll.payees
        },
        "rewards": {
            one.key: {"what": one.reward, "digest": _digest(json.dumps(asdict(one), sort_keys=True))}
            for one in payroll.rewards
        },
    }


def packed(content: Content) -> tuple[str, str]:
    """The content as JSON, always the same for the same, and its digest."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return text, _digest(text)


def news_since(before: Content | None, now: Content) -> News:
    """Without an export before, everything is new."""
    if before is None:
        return News(dict.fromkeys(now["people"], NEW), dict.fromkeys(now["rewards"], NEW), [])
    people = {key: _about(before["people"].get(key), person) for key, person in now["people"].items()}
    rewards = {
        key: "changed" if key in before["rewards"] else NEW
        for key, reward in now["rewards"].items()
        if before["rewards"].get(key) != reward
    }
    gone = sorted(before["rewards"][key]["what"] for key in before["rewards"].keys() - now["rewards"].keys())
    return News({key: words for key, words in people.items() if words}, rewards, gone)


def check_pay(before: Content, now: Content, label: str) -> None:
    """ExportRefused for the first person whose pay is not what the export before had."""
    for key in sorted({*before["people"], *now["people"]}):
        old, new = before["people"].get(key), now["people"].get(key)
        if old is None or new is None or old["pay"] != new["pay"]:
            raise not_as_published(f"The pay of {key} for {label} is not what the export before had")


def _about(before: Mapping[str, str] | None, now: Mapping[str, str]) -> str:
    if before is None:
        return NEW
    said = []
    if before["payroll_id"] != now["payroll_id"]:
        said.append(f"payroll id was {before['payroll_id']}")
    if before["name"] != now["name"]:
        said.append(f"name was {before['name']}")
    return ", ".join(said)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
