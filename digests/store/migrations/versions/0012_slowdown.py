"""The overall rate as it was lowered, for a restart; and a window of a second in the shared rates"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

OLD_TAKE = "DROP FUNCTION rate_take(TEXT[], FLOAT8[], FLOAT8[], FLOAT8)"
# When each message of the last second, and each one without an answer, leaves the receiver's window.
PLACES = "ALTER TABLE rate ADD COLUMN places FLOAT8[] NOT NULL DEFAULT '{}'"
# As before, and with ``mosts`` above 0 no more places than that may be in the window. A place is known by the
# moment at which it leaves it, two seconds from now until its answer says better; who finds the window full
# asks again soon, for answers empty it early. What was taken comes as a row without a name.
TAKE = """
    CREATE FUNCTION rate_take(wanted TEXT[], steps FLOAT8[], tolerances FLOAT8[], mosts INT[], weight FLOAT8)
    RETURNS TABLE (refused TEXT, waits FLOAT8, keeps_silent FLOAT8) LANGUAGE plpgsql AS $$
    DECLARE
        moment FLOAT8;
    BEGIN
        INSERT INTO rate (scope) SELECT s FROM unnest(wanted) AS s ORDER BY s ON CONFLICT DO NOTHING;
        PERFORM 1 FROM rate r WHERE r.scope = ANY (wanted) ORDER BY r.scope FOR UPDATE;
        moment := extract(epoch FROM clock_timestamp());
        RETURN QUERY
            SELECT r.scope::TEXT, greatest(0, r.tat - w.tolerance - moment, f.waits),
                greatest(0, r.silent - moment)
            FROM rate r JOIN unnest(wanted, tolerances, mosts) AS w (scope, tolerance, most)
            ON w.scope = r.scope CROSS JOIN LATERAL (
                SELECT CASE WHEN w.most > 0 AND count(*) >= w.most
                    THEN least(0.05, min(p) - moment) ELSE 0 END
                FROM unnest(r.places) AS p WHERE p > moment
            ) AS f (waits)
            WHERE r.tat - w.tolerance > moment OR r.silent > moment OR f.waits > 0;
        IF NOT FOUND THEN
            UPDATE rate r SET tat = greatest(r.tat, moment) + weight * w.step, places = CASE WHEN w.most > 0
                THEN ARRAY(SELECT p FROM unnest(r.places) AS p WHERE p > moment) || moment + 2
                ELSE r.places END
            FROM unnest(wanted, steps, mosts) AS w (scope, step, most) WHERE w.scope = r.scope;
            RETURN QUERY SELECT '', moment + 2, 0::FLOAT8;
        END IF;
    END
    $$
"""


def upgrade() -> None:
    op.create_table(
        "slowdown",
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_slowdown")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in (PLACES, OLD_TAKE, TAKE):
            op.execute(statement)
