"""Makes the model that looks for names, from invented stories in which every name is marked."""
