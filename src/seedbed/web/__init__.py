"""Pages, one package per audience; `kit` holds what they share."""
