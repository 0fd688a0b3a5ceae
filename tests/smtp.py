"""A mail server for tests: real SMTP on a real socket, in a thread."""

import socketserver
import threading
from contextlib import contextmanager
from ssl import SSLSocket

_GREETING = "250-relay.example.org\r\n250 8BITMIME"


class MailServer(socketserver.ThreadingTCPServer):
    """Accepts messages into `messages` ({"from", "to", "text", "is_encrypted"}), and answers as `answers` says.

    `answers` are {command: answer}. With a `tls` context it offers STARTTLS.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers=(), tls=None):
        self.tls = tls
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
            return "250-relay.example.org\r\n250-STARTTLS\r\n250 8BITMIME" if self.tls else _GREETING
        if self.tls and line.upper() == "STARTTLS":
            return "220 Go on"
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
                message = {
                    "from": sender.partition("<")[2].partition(">")[0],
                    "to": recipients,
                    "text": self.text(),
                    "is_encrypted": isinstance(self.request, SSLSocket),
                }
                self.server.messages.append(message)
                self.say(self.server.answers.get("END", "250 Accepted"))
            elif word == "STARTTLS" and answer.startswith("220"):
                try:
                    self.encrypt()
                except OSError:  # the other side does not trust the certificate
                    return
            elif word == "QUIT":
                return

    def encrypt(self):
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def finish(self):
        super().finish()
        self.request.close()

    def text(self):
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line.removeprefix("."))
        return "\n".join(lines)

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server(tls=None, **answers):
    """A mail server that runs as long as the block: `with mail_server(MAIL="550 No") as server`."""
    with MailServer(answers, tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
