"""Pure values that every room shares: money, identifiers, regions, time, actors, errors, names of events.

Nothing here knows a web framework or a database.
"""
