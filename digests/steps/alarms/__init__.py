"""Alarms: what admins are told."""
