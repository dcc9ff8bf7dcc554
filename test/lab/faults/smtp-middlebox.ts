// Faults by boxes on the way that meddle with SMTP.

import { z } from 'zod';
import { inspectorDoors, relayPort, smtpInspector, smtpRelay } from '../services/smtp-middleboxes.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { prerouting } from './path.ts';

/** What a mail server says to whoever greets it on the submission port. */
const greetAndAsk = (address: string, port: number): string =>
  `(sleep 0.2; printf 'EHLO seat.test\\r\\n'; sleep 0.3; printf 'QUIT\\r\\n'; sleep 0.1) | timeout 4 nc -q1 ${address} ${port} | tr -d '\\r'`;

export const smtpMasked = defineFault({
  id: 'smtp-masked',
  summary:
    'A firewall that inspects SMTP paints STARTTLS over (XXXXXXXA), and the greeting with stars: near the customer for every server, or at the edge of the provider for its own.',
  params: z.strictObject({
    at: z.enum(['home', 'edge']).default('home'),
    starsGreeting: z.boolean().default(true),
  }),
  examples: [{ at: 'edge' }, { starsGreeting: false }],
  inject: async (world, { at, starsGreeting }) => {
    await world.change.launch(smtpInspector(at, starsGreeting));
    const rules = inspectorDoors(at).map(
      ({ address, port, listen }) =>
        `${address.includes(':') ? 'ip6' : 'ip'} daddr ${address} tcp dport ${port} redirect to :${listen}`,
    );
    await world.change.nft(at, prerouting(rules.join('\n')));
  },
  witness: ({ starsGreeting }) => ({
    run: greetAndAsk(hosts.mail.v4, 587),
    shows: starsGreeting ? /^220 \*{10}[^]*250-XXXXXXXA/ : /^220 mail\.hoster[^]*250-XXXXXXXA/,
    normally: /^220 mail\.hoster[^]*250-STARTTLS/,
  }),
});

export const smtpRedirected = defineFault({
  id: 'smtp-redirected',
  summary:
    'The access provider leads port 25 to a mail server of its own, whatever server was called: the same greeting for all.',
  params: z.strictObject({}),
  inject: async (world) => {
    await world.change.launch(smtpRelay());
    await world.change.nft('isp', prerouting(`iifname "home" tcp dport 25 redirect to :${relayPort}`));
  },
  witness: () => ({
    run: `${greetAndAsk(hosts.mail.v4, 25)}; ${greetAndAsk(hosts.opB.v4, 25)}`,
    shows: /^220 relay\.accessnet[^]*^220 relay\.accessnet/m,
    normally: /^220 mail\.hoster[^]*^220 op-b/m,
  }),
});
