"""Every table, so that importing this module makes the metadata whole."""

from bot.store.accounts import Account, Book, Owner
from bot.store.audit import AuditEntry
from bot.store.base import metadata
from bot.store.events import Credit, Event
from bot.store.exchange import ExchangeRate
from bot.store.imports import Import, ImportProblem
from bot.store.messages import MessageRow, Pace, Received
from bot.store.metrics import Reading, Target
from bot.store.people import Leave, Person, Placement, Team
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.plans import Assignment, Plan, PlanVersion
from bot.store.schedules import ClockMark, Run, Schedule
from bot.store.workspaces import Workspace

__all__ = [
    "Account",
    "Assignment",
    "AuditEntry",
    "Book",
    "ClockMark",
    "Credit",
    "Event",
    "ExchangeRate",
    "Import",
    "ImportProblem",
    "Leave",
    "Line",
    "MessageRow",
    "Owner",
    "Pace",
    "PeriodRow",
    "Person",
    "Placement",
    "Plan",
    "PlanVersion",
    "Reading",
    "Received",
    "Run",
    "Schedule",
    "Statement",
    "Target",
    "Team",
    "Workspace",
    "metadata",
]
