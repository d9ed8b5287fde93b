"""The public JSON: what is on sale, for programs of others. Nothing here needs a key or knows a person."""
