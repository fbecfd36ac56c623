"""Authlib by client credentials, by an authorization code with PKCE, by a refresh token, and as a validator. Argument: the lab's address."""
import json
import sys
import time

import requests
from authlib.common.encoding import to_unicode, urlsafe_b64encode
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import JoseError

lab = sys.argv[1]
metadata = requests.get(lab + "/.well-known/openid-configuration").json()
jwks = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"]).json())
seen = {"clock": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}


def verdict(text, **claims):
    """What Authlib says to a token at the second of its issue, whatever the client's clock reads."""
    options = {"iss": {"value": metadata["issuer"]}, "aud": {"value": "https://api.skewlab.example"}, **claims}
    try:
        JsonWebToken(["RS256"]).decode(text, jwks, claims_options=options).validate(now=issued_at)
        return "accepted"
    except JoseError as problem:
        return problem.error


session = OAuth2Session("app", "app-secret", token_endpoint=metadata["token_endpoint"])
token = session.fetch_token(grant_type="client_credentials")
seen["me"] = [session.get(lab + "/api/v2/users/me").status_code for _ in range(3)]
seen["refreshToken"] = token.get("refresh_token")

claims = JsonWebToken(["RS256"]).decode(token["access_token"], jwks)
issued_at = claims["iat"]
header, _, signature = token["access_token"].split(".")
seen["validation"] = {
    "good": verdict(token["access_token"]),
    "otherAudience": verdict(token["access_token"], aud={"value": "https://else.example"}),
    "tampered": verdict(f"{header}.{to_unicode(urlsafe_b64encode(json.dumps({**claims, 'sub': 'somebody'}).encode()))}.{signature}"),
}

web = OAuth2Session("web", "web-secret", scope="openid users:readonly offline_access", redirect_uri="http://127.0.0.1/callback", code_challenge_method="S256")
verifier = generate_token(48)
question, state = web.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier)
approved = requests.get(question, allow_redirects=False).headers["Location"]
first = web.fetch_token(metadata["token_endpoint"], authorization_response=approved, state=state, code_verifier=verifier)
second = web.refresh_token(metadata["token_endpoint"], refresh_token=first["refresh_token"])
seen["code"] = {
    "hasIdToken": "id_token" in first,
    "rotated": first["refresh_token"] != second["refresh_token"],
    "me": web.get(lab + "/api/v2/users/me").status_code,
    "active": web.introspect_token(metadata["introspection_endpoint"], token=second["access_token"]).json()["active"],
    "revoked": web.revoke_token(metadata["revocation_endpoint"], token=second["access_token"]).status_code,
    "then": web.introspect_token(metadata["introspection_endpoint"], token=second["access_token"]).json(),
}
print(json.dumps(seen))
