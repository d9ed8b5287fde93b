"""People: how they sign up and in, what proves who they are, what they agreed to."""
