"""What is asked about stories: how they are told, followed, joined and parted."""
