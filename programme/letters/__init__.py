from programme.letters import answer_link  # noqa: F401 - it registers its placeholder, wherever letters are read or sent
