"""What leaves the program: documents made from protected, agreed material."""
