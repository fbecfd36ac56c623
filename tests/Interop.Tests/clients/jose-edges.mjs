// jose at given instants. Arguments: the lab's address, a token, milliseconds since 1970.
import * as jose from 'jose';

const [lab, token, ...instants] = process.argv.slice(2);
const keys = jose.createRemoteJWKSet(new URL(`${lab}/.well-known/jwks.json`));
const accepted = [];
for (const instant of instants) {
  try {
    await jose.jwtVerify(token, keys, { currentDate: new Date(Number(instant)) });
    accepted.push(true);
  } catch (problem) {
    if (problem.claim === undefined) throw problem;
    accepted.push(false);
  }
}
console.log(JSON.stringify(accepted));
