"""How a conversation is held: who asks, how it is answered, buttons, drafts, rights."""
