"""How Alembic meets our tables. The connection is handed in by bot.store.migrate: there is no other way."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,
    # The caller holds the transaction and the lock; Alembic must not commit in between.
    transactional_ddl=False,
)
context.run_migrations()
