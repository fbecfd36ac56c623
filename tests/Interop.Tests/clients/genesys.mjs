// The official Genesys SDK by client credentials. Argument: the lab's address.
import platform from 'purecloud-platform-client-v2';

const { protocol, hostname, port, pathname } = new URL(process.argv[2]);
const client = platform.ApiClient.instance;
client.setGateway({ host: hostname, port, protocol: protocol.slice(0, -1), path_params_login: pathname, path_params_api: pathname });

const seen = { clock: new Date().toISOString() };
try {
  await client.loginClientCredentialsGrant('app', 'app-secret');
  seen.me = await new platform.UsersApi().getUsersMe();
  seen.conversations = (await new platform.ConversationsApi().getConversations()).entities.map((one) => one.name);
  const query = { interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z', paging: { pageSize: 2, pageNumber: 1 } };
  const page = await new platform.AnalyticsApi().postAnalyticsConversationsDetailsQuery(query);
  seen.page = { conversations: page.conversations.length, totalHits: page.totalHits };
} catch (refused) {
  seen.refused = refused;
}
console.log(JSON.stringify(seen));
