"""Helpers: who is admitted, who asks for help, who accompanies whom, and when they meet."""
