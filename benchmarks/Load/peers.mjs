// Starts one of the identity providers that people use as fakes: node peers.mjs <name> <port>. Both sign JWTs with one RS256 key of 2048 bits.
import { generateKeyPairSync } from 'node:crypto';

const [name, port] = [process.argv[2], Number(process.argv[3])];

const start = {
  'oauth2-mock-server': async () => {
    const { OAuth2Server } = await import('oauth2-mock-server');
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256');
    await server.start(port, '127.0.0.1');
  },

  // It issues JWTs only for a resource that asks for them.
  'oidc-provider': async () => {
    const { Provider } = await import('oidc-provider');
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    const api = { scope: '', audience: 'https://api.example', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
    const provider = new Provider(`http://127.0.0.1:${port}`, {
      clients: [{
        client_id: 'app',
        client_secret: 'app-secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      }],
      jwks: { keys: [{ ...key, kid: 'k', use: 'sig', alg: 'RS256' }] },
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: { enabled: true, defaultResource: () => api.audience, getResourceServerInfo: () => api },
      },
    });
    provider.listen(port, '127.0.0.1');
  },
}[name];

if (start === undefined) {
  console.error(`peers.mjs knows oauth2-mock-server and oidc-provider, not "${name}".`);
  process.exit(2);
}

await start();
