// openid-client by an authorization code with PKCE: id_token, user info, a rotated refresh token, its reuse. Argument: the lab's address.
import * as oauth from 'openid-client';

const [lab] = process.argv.slice(2);
const config = await oauth.discovery(new URL(lab), 'web', 'web-secret', undefined, { execute: [oauth.allowInsecureRequests] });

const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
const [expectedState, expectedNonce] = [oauth.randomState(), oauth.randomNonce()];
const question = oauth.buildAuthorizationUrl(config, {
  redirect_uri: 'http://127.0.0.1:7777/callback',
  scope: 'openid profile email offline_access users:readonly',
  code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce,
});
// The browser's part: there is nobody to ask, so the answer is the redirect.
const approved = new URL((await fetch(question, { redirect: 'manual' })).headers.get('location'));

const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
let first;
try {
  first = await oauth.authorizationCodeGrant(config, approved, checks);
} catch (problem) {
  console.log(JSON.stringify({ clock: new Date().toISOString(), refused: `${problem.code} ${problem.cause?.cause?.claim ?? problem.cause?.claim}` }));
  process.exit();
}
const replayed = await refusal(() => oauth.authorizationCodeGrant(config, approved, checks));
const afterReplay = await oauth.tokenIntrospection(config, first.access_token);
// The replay has revoked what the code brought, so another code brings the rest.
const again = new URL((await fetch(question, { redirect: 'manual' })).headers.get('location'));
const second = await oauth.authorizationCodeGrant(config, again, checks);
const user = await oauth.fetchUserInfo(config, second.access_token, second.claims().sub);
const third = await oauth.refreshTokenGrant(config, second.refresh_token);
const me = await oauth.fetchProtectedResource(config, third.access_token, new URL(`${lab}/api/v2/users/me`), 'GET');
const reused = await refusal(() => oauth.refreshTokenGrant(config, second.refresh_token));
const family = await refusal(() => oauth.refreshTokenGrant(config, third.refresh_token));

console.log(JSON.stringify({
  clock: new Date().toISOString(),
  state: approved.searchParams.get('state') === expectedState,
  claims: { issuer: first.claims().iss, audience: first.claims().aud, nonce: first.claims().nonce === expectedNonce },
  replayed,
  afterReplay,
  user: { name: user.name, email: user.email },
  rotated: third.refresh_token !== second.refresh_token,
  me: me.status,
  reused,
  family,
}));

async function refusal(attempt) {
  try {
    await attempt();
    return 'none';
  } catch (problem) {
    return `${problem.status} ${problem.error}`;
  }
}
