"""Moving an installation from SQLite to PostgreSQL, and its safety copies."""
