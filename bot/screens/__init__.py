"""What subscribers see, screen by screen. Pure: values of the domain in, a ``Screen`` out."""
