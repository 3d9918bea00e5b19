"""What goes out of the bank: paper, forms and reports."""
