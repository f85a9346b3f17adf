"""What is known of the Spanish language: spelling and plain writing. May import: the rows below, hunspell."""
