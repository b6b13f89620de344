"""What those who run the bot look at: events, activity, backlog, the audit log."""
