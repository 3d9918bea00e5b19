"""What the tagger tells apart."""

# The first is "nothing". Those after the places have recognisers of their own as well.
TAGS = ("O", "PERSON", "PET", "ORG", "PLACE", "JOB", "EVENT", "DATE", "AGE", "DEM", "ADDR", "CODE")
