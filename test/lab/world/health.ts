// What works in a healthy world, seen from the customer's seat with independent tools. Run after the start of
// `lab up`, and by `lab primitives` after each undo: it is the proof that a fault left nothing behind.

import { shopLogin } from './accounts.ts';
import { run } from './process.ts';
import type { Seat } from './seat.ts';
import { hosts, seatAddresses } from './topology.ts';
import { internationalDomain } from './zones.ts';

interface HealthCheck {
  readonly name: string;
  readonly run: string;
  readonly expect: RegExp;
}

const address = (name: string, type: string, server: string, value: string): HealthCheck => ({
  name: `${name} ${type} at ${server}`,
  run: `dig +short +tries=2 +time=2 @${server} ${name} ${type}`,
  expect: new RegExp(`^${value.replaceAll('.', String.raw`\.`)}$`, 'm'),
});

const web = (name: string, family: 4 | 6): HealthCheck => ({
  name: `https ${name} over IPv${family}`,
  run: `curl -${family} -sS -m 5 -o /dev/null -w '%{http_code}' https://${name}/`,
  expect: /^200$/,
});

const greeting = (name: string, host: string, port: number, expect: RegExp): HealthCheck => ({
  name,
  run: `timeout 2 nc -w1 ${host} ${port} </dev/null | head -1`,
  expect,
});

const tls = (name: string, port: number, starttls = ''): HealthCheck => ({
  name: `TLS ${name}:${port}`,
  run: `timeout 5 openssl s_client -connect ${name}:${port} -servername ${name} -verify_hostname ${name} ${starttls} </dev/null 2>&1`,
  expect: /Verification: OK/,
});

const resolvers = [seatAddresses.gateway, hosts.quad9.v4, hosts.cloudflare.v6, hosts.google.v4];
const starttls = (protocol: string): string => `-starttls ${protocol}`;

const healthChecks: readonly HealthCheck[] = [
  ...resolvers.map((server) => address('shop.test', 'A', server, hosts.web1.v4)),
  ...[hosts.ns1.v4, hosts.ns1.v6, hosts.ns2.v4, hosts.ns2.v6].map((server) =>
    address('www.shop.test', 'AAAA', server, hosts.web1.v6),
  ),
  address('shop.test', 'MX', seatAddresses.gateway, '10 mail.shop.test.'),
  address('mail.shop.test', 'A', seatAddresses.gateway, hosts.mail.v4),
  address('studio.test', 'A', seatAddresses.gateway, hosts.web1.v4),
  address('agency.test', 'A', hosts.agencyNs2.v4, hosts.web1.v4),
  address('letters.test', 'MX', seatAddresses.gateway, '10 mail.letters.test.'),
  address('25.20.80.45.in-addr.arpa', 'PTR', hosts.quad9.v6, 'mail.hoster.example.'),
  {
    name: 'nobody rewrites DNS on the way',
    run: `dig +tries=1 +time=1 @45.80.21.99 shop.test`,
    expect: /timed out|no servers could be reached/,
  },
  ...['shop.test', 'www.shop.test', 'neighbour.test', 'tenant.test'].map((name) => web(name, 4)),
  ...['agency', 'atelier', 'bakery', 'boutique', 'quiet', 'florist', 'gallery'].map((name) =>
    web(`${name}.test`, 4),
  ),
  web(internationalDomain, 4),
  ...['shop.test', 'studio.test', 'hoster.example', 'op-a.net', 'op-b.com', 'op-c.example'].map((name) =>
    web(name, 6),
  ),
  {
    name: 'captive-portal endpoint',
    run: 'curl -sS -m 5 -o /dev/null -w "%{http_code}" http://connectivity.op-a.net/generate_204',
    expect: /^204$/,
  },
  {
    name: 'DoH',
    run: 'curl -sS -m 5 -o /dev/null -w "%{http_code}" --doh-url https://dns.quad9.net/dns-query https://shop.test/',
    expect: /^200$/,
  },
  tls('mail.shop.test', 465),
  tls('mail.shop.test', 993),
  tls('mail.shop.test', 995),
  tls('mail.shop.test', 587, starttls('smtp')),
  tls('mail.shop.test', 25, starttls('smtp')),
  tls('mail.shop.test', 143, starttls('imap')),
  tls('ftp.shop.test', 990),
  tls('ftp.shop.test', 21, starttls('ftp')),
  tls('mx.mailco.net', 25, starttls('smtp')),
  greeting('SSH of the shop', hosts.web1.v4, 22, /^SSH-2\.0-/),
  greeting('SMTP control', hosts.opB.v6, 25, /^220 /),
  {
    name: 'FTP listing, PASV over TLS',
    run: `curl -4 -sS -m 8 --ssl-reqd --disable-epsv --no-ftp-skip-pasv-ip -u ${shopLogin.user}:${shopLogin.password} ftp://ftp.shop.test/`,
    expect: /welcome\.txt/,
  },
  {
    name: 'IMAP login',
    run: 'curl -sS -m 8 -u info@shop.test:correct-horse imaps://mail.shop.test/',
    expect: /INBOX/,
  },
  {
    name: 'no packet is lost',
    run: `ping -q -n -i 0.01 -c 20 -W 1 ${hosts.web1.v4}`,
    expect: / 0% packet loss/,
  },
  {
    name: 'large packets pass',
    run: `ping -q -n -M do -s 1472 -c 1 -W 1 ${hosts.web1.v4}`,
    expect: / 0% packet loss/,
  },
];

export interface HealthResult {
  readonly total: number;
  readonly failed: readonly { readonly name: string; readonly said: string }[];
}

/** Fault tables would be named `fault1`, `fault2`, …; none may be left in any namespace. */
async function leftoverTables(): Promise<string> {
  const all = await run('bash', [
    '-c',
    'for n in $(ip netns list | cut -d" " -f1); do ip netns exec $n nft list tables | sed "s/^/$n /"; done',
  ]);
  return all.stdout
    .split('\n')
    .filter((line) => line.includes(' fault'))
    .join(', ');
}

export async function checkHealth(seat: Seat, parallel = 8): Promise<HealthResult> {
  const queue = [...healthChecks];
  const failed: { name: string; said: string }[] = [];
  const worker = async (): Promise<void> => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const outcome = await seat.run(check.run, { timeoutSeconds: 15 });
      if (check.expect.test(outcome.stdout)) continue;
      failed.push({ name: check.name, said: (outcome.stdout + outcome.stderr).trim().slice(-300) });
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  const tables = await leftoverTables();
  if (tables !== '') failed.push({ name: 'no fault table is left', said: tables });
  return { total: healthChecks.length + 1, failed };
}
