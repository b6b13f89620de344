"""What is one subscriber's own: what it mutes, likes, keeps, and why it is told what it is told."""
