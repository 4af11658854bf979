"""Test processes do not share a PostgreSQL database."""

import os

import asyncpg
import pytest

POSTGRES = "VORONKA_TEST_POSTGRES"


@pytest.mark.postgres
@pytest.mark.skipif(POSTGRES not in os.environ, reason=f"{POSTGRES} names no PostgreSQL")
async def test_this_process_has_a_database_of_its_own(request: pytest.FixtureRequest) -> None:
    connection = await asyncpg.connect(os.environ[POSTGRES])
    try:
        name, others = await connection.fetchrow(
            "SELECT current_database(), (SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid())"
        )
    finally:
        await connection.close()
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    assert name.endswith(f"_{worker}_{os.getpid()}")
    assert others == 0
