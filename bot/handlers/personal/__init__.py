"""What people do with what is their own: mute, like, keep, ask why."""
