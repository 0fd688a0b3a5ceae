"""How the staff sign in: passwords, second factors, sessions, and the question who is there before grave acts.

django-allauth has the flows and their tables; here are its adapters, our rules, and the pages that people see.
"""
