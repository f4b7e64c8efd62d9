"""What the tests of several pictures are about."""

import pytest

import coalition as co


@pytest.fixture
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")
