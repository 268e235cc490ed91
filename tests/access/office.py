"""What is for the compensation admins alone: payroll's files, what has not gone out, and how the app is."""

from tests.access.surface import Room, Surface, always, chosen, presses, strangers, submits, told, types

ALL = {"selected_options": [{"value": one} for one in ("csv", "xlsx")]}


ADMINS = ["Gus Hall"]
SURFACES = {
    "/micdrop": Surface(types("/micdrop", ""), "Set out the pay of the period that ended"),
    "/micdrop (outbox)": Surface(types("/micdrop", "outbox"), '"outbox.open"'),
    "outbox.open": Surface(presses("outbox.open", always("all")), '"outbox.drop_waiting"'),
    "payroll.open": Surface(presses("payroll.open", always("open")), "Q1 2024"),
    "payroll": Surface(
        submits("payroll", always(""), period=chosen("2024-Q1"), formats=ALL),
        told("payroll/on_its_way", formats=2),
    ),
}
ROOM = Room(
    SURFACES,
    refusals={"a": told("admin/refusal", reason="not_admin", admins=ADMINS)},
    strangers=strangers("admin/refusal", admins=[]),
)
