"""Storage: SQLAlchemy only here. One module a noun; functions take a transaction, return model values."""

from digests.store.engine import Announce, Store, Tx
from digests.store.migrate import migrate

__all__ = ["Announce", "Store", "Tx", "migrate"]
