"""My work: what waits for whoever is signed in. Each module makes sections of one kind."""
