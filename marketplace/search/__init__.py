"""Finding products: an index that may vanish at any moment, and the database that decides what is seen."""
