"""What people see of stories: in a digest, opened, followed, corrected."""
