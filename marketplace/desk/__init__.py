"""*Hari ini*: the first page of a seller and of a dinas, gathered from the rooms below."""
