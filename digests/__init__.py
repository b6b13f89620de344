"""The domain of digestbot: reading feeds, keeping stories, condensing, composing, scheduling, delivering."""
