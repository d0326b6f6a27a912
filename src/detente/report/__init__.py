"""Say it: text, tables, figures. The only package that draws."""
