"""What every room stands on: database, unit of work, outbox, audit, files, encryption, messages, logs."""
