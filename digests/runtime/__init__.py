"""Where and when work runs: the clock, queues, worker processes, leases, limits."""
