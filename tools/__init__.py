"""Tools around the program: first install, serving, tests, checks, pictures."""
