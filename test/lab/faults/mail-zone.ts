// Faults in where the zone sends the domain's mail.

import { z } from 'zod';
import { defineFault } from './fault.ts';
import { connect, domain, literally, owner, withAddresses } from './parts.ts';

export const mxElsewhere = defineFault({
  id: 'mx-elsewhere',
  summary: 'Mail for the domain goes to another company, while mail programs are sent to the provider.',
  params: z.strictObject({ domain, exchanger: z.string().default('mx.mailco.net') }),
  inject: (world, { domain: origin, exchanger }) =>
    world.change.zone(origin, (records) =>
      records.map(([name, type, value]) => [name, type, type === 'MX' ? `10 ${exchanger}.` : value]),
    ),
  witness: ({ domain: origin, exchanger }) => ({
    run: `dig +short ${origin} MX; dig +short _imaps._tcp.${origin} SRV`,
    shows: literally(`10 ${exchanger}.\n0 1 993 mail.${origin}.`),
    normally: literally(`10 mail.${origin}.\n0 1 993 mail.${origin}.`),
  }),
});

/** Addresses in a published range of a network that stands in front of web sites; no machine is there. */
const proxied = { v4: '104.21.64.7', v6: '2606:4700:3030::7' } as const;

export const mxProxied = defineFault({
  id: 'mx-proxied',
  summary: 'The mail server’s name leads to a web proxy network, where nobody takes mail.',
  params: z.strictObject({ domain }),
  inject: (world, { domain: origin }) =>
    world.change.zone(origin, withAddresses([owner(origin, 'mail')], proxied.v4, proxied.v6)),
  witness: ({ domain: origin }) => ({
    run: `dig +short mail.${origin}; ${connect(`mail.${origin}`, 25)}`,
    shows: /^104\.21\.64\.7\n(.*\n)*code 124/,
    normally: /^45\.80\.20\.25\nopen/,
  }),
});

export const mxNull = defineFault({
  id: 'mx-null',
  summary:
    'The MX record says that the domain takes no mail (null MX); a fault only where somebody waits for mail.',
  params: z.strictObject({ domain }),
  inject: (world, { domain: origin }) =>
    world.change.zone(origin, (records) =>
      records.map(([name, type, value]) => [name, type, type === 'MX' ? '0 .' : value]),
    ),
  witness: ({ domain: origin }) => ({
    run: `dig +short ${origin} MX`,
    shows: /^0 \.$/m,
    normally: /^10 mail/m,
  }),
});
