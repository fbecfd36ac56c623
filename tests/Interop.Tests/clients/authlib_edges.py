"""Authlib at given instants. Arguments: the lab's address, a token, milliseconds since 1970."""
import json
import sys

import requests
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import ExpiredTokenError, InvalidTokenError

lab, token, *instants = sys.argv[1:]
jwks = JsonWebKey.import_key_set(requests.get(lab + "/.well-known/jwks.json").json())
claims = JsonWebToken(["RS256"]).decode(token, jwks)
accepted = []
for instant in instants:
    try:
        # As Authlib reads its own clock: floored to the second.
        claims.validate(now=int(instant) // 1000)
        accepted.append(True)
    except (ExpiredTokenError, InvalidTokenError):
        accepted.append(False)
print(json.dumps(accepted))
