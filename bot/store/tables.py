"""Every table, so that importing this module makes the metadata whole."""

from bot.store.accounts import Account, Book, Owner
from bot.store.announcements import Announcement, SpiffContest
from bot.store.audit import AuditEntry, AuditHead
from bot.store.awards import Award, Candidate, Gift, GiftStep, RecognitionMonth, Reward, Voter
from bot.store.base import metadata
from bot.store.events import Credit, Event
from bot.store.exchange import ExchangeRate
from bot.store.imports import Import, ImportProblem
from bot.store.messages import MessageRow, Pace, Received
from bot.store.metrics import Reading, Target
from bot.store.people import Leave, Person, Placement, Team
from bot.store.periods import KeptFacts, Line, PeriodRow, Statement
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
from bot.store.reviews import Adjustment, Export, PaySettings, Question, QuestionStep, Review
from bot.store.schedules import ClockMark, Run, Schedule
from bot.store.workspaces import Workspace

__all__ = [
    "Account",
    "Adjustment",
    "Announcement",
    "Assignment",
    "AuditEntry",
    "AuditHead",
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
    "Export",
    "Gift",
    "GiftStep",
    "Host",
    "Import",
    "ImportProblem",
    "KeptFacts",
    "Leave",
    "Line",
    "Member",
    "MessageRow",
    "Nomination",
    "Owner",
    "Pace",
    "PaySettings",
    "PeriodRow",
    "Person",
    "Placement",
    "Plan",
    "PlanVersion",
    "Question",
    "QuestionStep",
    "Reading",
    "Received",
    "Receiver",
    "RecognitionMonth",
    "RecognitionSettings",
    "Reminder",
    "Review",
    "Reward",
    "Run",
    "Schedule",
    "SpiffContest",
    "Statement",
    "Target",
    "Team",
    "Voter",
    "Workspace",
    "metadata",
]
