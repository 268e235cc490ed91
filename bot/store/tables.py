"""Every table, so that importing this module makes the metadata whole."""

from bot.store.accounts import Account, Book, Owner
from bot.store.audit import AuditEntry
from bot.store.awards import Award, Candidate, Gift, GiftStep, RecognitionMonth, Reward, Voter
from bot.store.base import metadata
from bot.store.events import Credit, Event
from bot.store.exchange import ExchangeRate
from bot.store.imports import Import, ImportProblem
from bot.store.messages import MessageRow, Pace, Received
from bot.store.metrics import Reading, Target
from bot.store.people import Leave, Person, Placement, Team
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.plans import Assignment, Plan, PlanVersion
from bot.store.recognition import (
    CompanyValue,
    Copy,
    Endorsement,
    Host,
    Member,
    Nomination,
    Receiver,
    RecognitionSettings,
    Reminder,
)
from bot.store.schedules import ClockMark, Run, Schedule
from bot.store.workspaces import Workspace

__all__ = [
    "Account",
    "Assignment",
    "AuditEntry",
    "Award",
    "Book",
    "Candidate",
    "ClockMark",
    "CompanyValue",
    "Copy",
    "Credit",
    "Endorsement",
    "Event",
    "ExchangeRate",
    "Gift",
    "GiftStep",
    "Host",
    "Import",
    "ImportProblem",
    "Leave",
    "Line",
    "Member",
    "MessageRow",
    "Nomination",
    "Owner",
    "Pace",
    "PeriodRow",
    "Person",
    "Placement",
    "Plan",
    "PlanVersion",
    "Reading",
    "Received",
    "Receiver",
    "RecognitionMonth",
    "RecognitionSettings",
    "Reminder",
    "Reward",
    "Run",
    "Schedule",
    "Statement",
    "Target",
    "Team",
    "Voter",
    "Workspace",
    "metadata",
]
