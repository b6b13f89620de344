"""Channels, groups and topics, looked after in the private chat of somebody who may."""
