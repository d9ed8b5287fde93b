"""The inbox: what happened, what waits for whom until when, and reminders before deadlines."""
