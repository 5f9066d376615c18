"""What passes between the command line and its user: arguments, sources, terminal and files."""
