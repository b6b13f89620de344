"""Storage: SQLAlchemy only here. One module a noun; functions take a transaction, return model values."""

from digests.store.engine import Store
from digests.store.migrate import migrate
from digests.store.transaction import Announce, Tx

__all__ = ["Announce", "Store", "Tx", "migrate"]
