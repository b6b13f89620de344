"""Digests, deliveries and their parts; limits and pauses of sending."""
