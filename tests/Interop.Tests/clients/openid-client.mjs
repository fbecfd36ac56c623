// openid-client by client credentials: discovery, a token, the API, introspection, revocation. Arguments: the lab's address, how to discover (oidc or oauth2).
import * as oauth from 'openid-client';

const [lab, algorithm] = process.argv.slice(2);
const config = await oauth.discovery(new URL(lab), 'app', 'app-secret', undefined, { algorithm, execute: lab.startsWith('https:') ? [] : [oauth.allowInsecureRequests] });
const token = await oauth.clientCredentialsGrant(config, { scope: 'users:readonly' });
const me = await oauth.fetchProtectedResource(config, token.access_token, new URL(`${lab}/api/v2/users/me`), 'GET');
const before = await oauth.tokenIntrospection(config, token.access_token);
await oauth.tokenRevocation(config, token.access_token);
const after = await oauth.tokenIntrospection(config, token.access_token);

let refused;
try {
  await oauth.fetchProtectedResource(config, token.access_token, new URL(`${lab}/api/v2/users/me`), 'GET');
} catch (problem) {
  refused = { status: problem.status, challenge: problem.cause.map(({ scheme, parameters }) => `${scheme} ${parameters.error}`) };
}
console.log(JSON.stringify({
  issuer: config.serverMetadata().issuer,
  clock: new Date().toISOString(),
  token: { type: token.token_type, expiresIn: token.expires_in, scope: token.scope, refreshToken: token.refresh_token },
  me: { status: me.status, name: (await me.json()).name },
  before: { active: before.active, clientId: before.client_id, scope: before.scope },
  after,
  refused,
}));
