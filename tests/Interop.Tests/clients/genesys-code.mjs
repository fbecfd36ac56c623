// The official Genesys SDK by an authorization code. Arguments: the lab's address, how many calls to make, whether the SDK may refresh. It ends when the SDK has
// nothing under way.
import platform from 'purecloud-platform-client-v2';

const [lab, calls = '1', refresh = 'true'] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(lab);
const client = platform.ApiClient.instance;
client.setGateway({ host: hostname, port, protocol: 'http', path_params_login: pathname, path_params_api: pathname });
client.config.refresh_access_token = refresh === 'true';

const redirectUri = 'http://127.0.0.1/callback';
const question = new URLSearchParams({ response_type: 'code', client_id: 'web', redirect_uri: redirectUri, scope: 'users:readonly offline_access' });
const approved = await fetch(`${lab}/oauth/authorize?${question}`, { redirect: 'manual' });
const code = new URL(approved.headers.get('location')).searchParams.get('code');
await client.loginCodeAuthorizationGrant('web', 'web-secret', code, redirectUri);

const outcomes = [];
for (let call = 0; call < Number(calls); call++) {
  try {
    outcomes.push((await new platform.UsersApi().getUsersMe()).name);
  } catch (refused) {
    outcomes.push(refused.response ? `${refused.name} ${refused.response.status}` : `${refused.code} ${refused.status}`);
  }
}
console.log(JSON.stringify({ outcomes }));
