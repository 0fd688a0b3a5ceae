"""A small OpenID provider: a real server, whose tokens are signed with RS256, and which one person is signed in to."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "rostrum", "a secret of the client"


class Provider:
    """`claims` are what it says of the person who is signed in there; `key` signs."""

    def __init__(self):
        self.key = self.published = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims, self.codes, self.asked, self.url = {}, {}, [], ""

    def authorize(self, address):
        """What a browser does that is led to the provider: it is led back, to this address."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["client_id"] == CLIENT
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def answer(self, path, form):
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            ends = {f"{name}_endpoint": f"{self.url}/{way}" for name, way in names.items()}
            methods = ["client_secret_post"]
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **ends} | {
                "token_endpoint_auth_methods_supported": methods
            }
        if path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.published.public_key()))
            return {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/userinfo":
            return self.claims
        return self._token(form)

    def _token(self, form):
        query = self.codes.pop(form["code"])
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if (form["client_id"], form["client_secret"], challenge) != (CLIENT, SECRET, query["code_challenge"]):
            return {"error": "invalid_client"}
        now = int(time.time())
        said = self.claims | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        token = jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}


@contextmanager
def serving():
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply({})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form):
            body = json.dumps(provider.answer(urlsplit(self.path).path, form)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
