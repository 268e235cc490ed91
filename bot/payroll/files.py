"""What the files of an export are called."""

import re

_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


def stem_of(period: str, number: int) -> str:
    """What the files of an export begin with: two exports never have a name in common."""
    return f"payroll-{period}-export-{number}"


def file_names(payroll_ids: list[str]) -> list[str]:
    """A name for the file of each, without what a file system may not like; no two are equal."""
    taken: set[str] = set()
    names = []
    for payroll_id in payroll_ids:
        plain = _SAFE.sub("_", payroll_id).strip("._") or "person"
        name, further = plain, 1
        while name.lower() in taken:
            further += 1
            name = f"{plain}-{further}"
        taken.add(name.lower())
        names.append(name)
    return names
