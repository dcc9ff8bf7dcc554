// Faults that concern lists of addresses that send spam.

import { z } from 'zod';
import { hosts } from '../world/topology.ts';
import { reverseName } from '../world/zone-builder.ts';
import { senderList } from '../world/zones.ts';
import { defineFault } from './fault.ts';
import { literally } from './parts.ts';

const onList = (address: string): string =>
  `${reverseName(address).replace('.in-addr.arpa', '')}.${senderList}`;
/** RFC 5782 section 5: no list holds it. */
const unlisted = onList('127.0.0.1');

export const senderListed = defineFault({
  id: 'sender-listed',
  summary:
    'A block list holds the address of the provider’s mail server, answers with an error code, or lists the whole world (both no fault).',
  params: z.strictObject({ code: z.ipv4().default('127.0.0.2'), everything: z.boolean().default(false) }),
  examples: [{ code: '127.255.255.254' }, { everything: true }],
  inject: (world, { code, everything }) =>
    world.change.zone(senderList, (records) => [
      ...records,
      [`${onList(hosts.mail.v4)}.`, 'A', code],
      ...(everything ? [[`${unlisted}.`, 'A', code] as const] : []),
    ]),
  witness: ({ code, everything }) => {
    const name = everything ? unlisted : onList(hosts.mail.v4);
    return {
      run: `dig +noall +comments +answer ${name} A`,
      shows: literally(code),
      normally: /status: NXDOMAIN/,
    };
  },
});
