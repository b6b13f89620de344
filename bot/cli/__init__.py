"""The command line: one module a group of commands; what it says stands in the catalogues."""
