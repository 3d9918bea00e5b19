"""The pages: each guards, asks a service, draws."""
