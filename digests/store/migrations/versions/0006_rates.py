"""Rates that several processes share: a row a scope, and a function that takes a place in one round trip"""

from alembic import op

revision = "0006"
down_revision = "0005"

# What stands here is worth a second: it need not outlive a crash, and so costs no log.
TABLE = """
    CREATE UNLOGGED TABLE rate (
        scope VARCHAR(40) PRIMARY KEY,
        tat DOUBLE PRECISION NOT NULL DEFAULT 0,
        silent DOUBLE PRECISION NOT NULL DEFAULT 0
    ) WITH (fillfactor = 50)
"""
# The rows are locked in the order of their names, so that no two callers wait for each other; the moment is
# the database's own, read once they are locked.
TAKE = """
    CREATE FUNCTION rate_take(wanted TEXT[], steps FLOAT8[], tolerances FLOAT8[], weight FLOAT8)
    RETURNS TABLE (refused TEXT, waits FLOAT8, keeps_silent FLOAT8) LANGUAGE plpgsql AS $$
    DECLARE
        moment FLOAT8;
    BEGIN
        INSERT INTO rate (scope) SELECT s FROM unnest(wanted) AS s ORDER BY s ON CONFLICT DO NOTHING;
        PERFORM 1 FROM rate r WHERE r.scope = ANY (wanted) ORDER BY r.scope FOR UPDATE;
        moment := extract(epoch FROM clock_timestamp());
        RETURN QUERY
            SELECT r.scope::TEXT, greatest(0, r.tat - w.tolerance - moment), greatest(0, r.silent - moment)
            FROM rate r JOIN unnest(wanted, steps, tolerances) AS w (scope, step, tolerance)
            ON w.scope = r.scope
            WHERE r.tat - w.tolerance > moment OR r.silent > moment;
        IF NOT FOUND THEN
            UPDATE rate r SET tat = greatest(r.tat, moment) + weight * w.step
            FROM unnest(wanted, steps) AS w (scope, step) WHERE w.scope = r.scope;
        END IF;
    END
    $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(TABLE)
        op.execute(TAKE)
