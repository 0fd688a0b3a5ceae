"""A mail server for tests: real SMTP on a real socket, in a thread."""

import socketserver
import threading
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Accepts messages into `messages` ({"from", "to", "text"}), and answers as `answers` says: {command: answer}."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers=()):
        self.messages, self.commands, self.answers = [], [], dict(answers)
        super().__init__(("127.0.0.1", 0), Conversation)

    @property
    def port(self):
        return self.server_address[1]

    def answer(self, line):
        """The answer to a command; one whose beginning `answers` names is given that, such as "MAIL": "550 No"."""
        for beginning, answer in self.answers.items():
            if line.upper().startswith(beginning.upper()):
                return answer
        if line.upper().startswith("EHLO"):
            return "250-relay.example.org\r\n250 8BITMIME"
        return {"DATA": "354 Go on", "QUIT": "221 Bye"}.get(line.upper().split(" ")[0], "250 OK")


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 relay.example.org")
        sender, recipients = "", []
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            self.server.commands.append(line)
            answer = self.server.answer(line)
            self.say(answer)
            word = line.upper().split(" ")[0]
            if word == "MAIL":
                sender, recipients = line, []
            elif word == "RCPT" and answer.startswith("2"):
                recipients.append(line.partition("<")[2].partition(">")[0])
            elif word == "DATA" and answer.startswith("354"):
                message = {"from": sender.partition("<")[2].partition(">")[0], "to": recipients, "text": self.text()}
                self.server.messages.append(message)
                self.say(self.server.answers.get("END", "250 Accepted"))
            elif word == "QUIT":
                return

    def text(self):
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line.removeprefix("."))
        return "\n".join(lines)

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server(**answers):
    """A mail server that runs as long as the block: `with mail_server(MAIL="550 No") as server`."""
    with MailServer(answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
