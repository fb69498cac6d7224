"""How Alembic runs a migration: on the connection it is handed, and on nothing else."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
