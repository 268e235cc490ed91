"""The company at the app's door."""

from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import either_company as either_company
from tests.front_door import shared_company as shared_company
