// jose as the validator of a resource server. Argument: the lab's address.
import * as jose from 'jose';

const [lab] = process.argv.slice(2);
const metadata = await (await fetch(`${lab}/.well-known/openid-configuration`)).json();
const expected = { issuer: metadata.issuer, audience: 'https://api.skewlab.example', typ: 'at+jwt' };
// Without the pause between two fetches a rotated key is seen at once.
const keys = jose.createRemoteJWKSet(new URL(metadata.jwks_uri), { cooldownDuration: 0 });

const token = await newToken();
const { payload, protectedHeader } = await jose.jwtVerify(token, keys, expected);
const [header, body, signature] = token.split('.');
const seen = {
  claims: Object.keys(payload).sort(),
  header: { alg: protectedHeader.alg, typ: protectedHeader.typ },
  good: await verdict(token),
  otherAudience: await verdict(token, { ...expected, audience: 'https://else.example' }),
  otherIssuer: await verdict(token, { ...expected, issuer: `${metadata.issuer}/` }),
  otherType: await verdict(token, { ...expected, typ: 'JWT' }),
  tampered: await verdict([header, jose.base64url.encode(JSON.stringify({ ...payload, sub: 'somebody' })), signature].join('.')),
  unsigned: await verdict(new jose.UnsecuredJWT(payload).encode()),
};
await fetch(`${lab}/_skewlab/keys/rotate`, { method: 'POST' });
seen.rotated = await verdict(await newToken());
seen.retired = await verdict(token);
console.log(JSON.stringify(seen));

async function newToken() {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'app', client_secret: 'app-secret' });
  return (await (await fetch(metadata.token_endpoint, { method: 'POST', body: form })).json()).access_token;
}

async function verdict(text, options = expected) {
  try {
    await jose.jwtVerify(text, keys, options);
    return 'accepted';
  } catch (problem) {
    return problem.code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' ? `${problem.code} ${problem.claim}` : problem.code;
  }
}
