"""The whole flow of `ask` and `brief`, each on one screen: two steps, and the same as a LangChain runnable.

ask:    question -> period -> hits -> task -> | engine | -> draft -> | gate | -> claims -> answer
brief:  country and period -> task         -> | engine | -> draft -> | gate | -> claims -> briefing
"""
