"""What pages are made of: parts that take data and hand back what the person did, and know no service."""
