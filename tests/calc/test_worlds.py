"""Random companies are random enough: every word of the language is in some, and every outcome comes of some."""

import re
from collections import Counter
from functools import cache

import pytest

from calc.language.reader import read_plan
from calc.results import ENTRIES
from tests.calc.worlds.names import any_money, everyday_money
from tests.calc.worlds.plan_metrics import OPTIONS
from tests.calc.worlds.reduce import smallest
from tests.calc.worlds.words import words_in, words_of_the_language
from tests.calc.worlds.world import World, engine, world_of
from tests.calc.worlds.writing import tree_of, written

MANY = 600
LEAST = 3  # of so many worlds
