"""Understanding: passages are cut and embedded; themes found, named and kept the same; stories searched."""
