"""A case for tests of plans, grants and its course."""

import pytest

from casework.models import Case
from tests.factories import ConsentFactory, case_of_a_family


@pytest.fixture
def case(db) -> Case:
    """A running case whose family agrees to sharing everything with all agencies concerned."""
    case = case_of_a_family()
    ConsentFactory(household=case.household)
    return case
