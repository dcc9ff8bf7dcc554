// What the hosting provider's status page says: true, late, or about something else. No fault by itself.

import { z } from 'zod';
import { behaviourPath, statusFeedPath } from '../services/nginx.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { page } from './parts.ts';

const server = 'nginx-third';
const formats = ['statuspage', 'atom', 'rss'] as const;
type Format = (typeof formats)[number];

/** Quotes of any kind would end the string in nginx's configuration. */
const words = z.string().regex(/^[^'"$\\{}]+$/);

function feed(format: Format, title: string, isOver: boolean, at: Date): string {
  const time = at.toISOString();
  const word = isOver ? 'Resolved' : 'Investigating';
  if (format === 'statuspage')
    return JSON.stringify({
      page: { name: 'Hoster' },
      incidents: [
        {
          name: title,
          status: word.toLowerCase(),
          started_at: time,
          updated_at: time,
          incident_updates: [{ body: `${word} - our engineers are on it.` }],
        },
      ],
      scheduled_maintenances: [],
    });
  if (format === 'atom')
    return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Hoster</title><entry><title>${title}</title><published>${time}</published><updated>${time}</updated><content type="html">&lt;strong&gt;${word}&lt;/strong&gt; - our engineers are on it.</content></entry></feed>`;
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Hoster</title><item><title>${title}</title><pubDate>${at.toUTCString()}</pubDate><description><![CDATA[<strong>${word}</strong> - our engineers are on it.]]></description></item></channel></rss>`;
}

export const statusIncident = defineFault({
  id: 'status-incident',
  summary: "The provider's status page reports an incident, open or over (nothing breaks by that).",
  params: z.strictObject({
    title: words.default('Web server web1 does not respond'),
    isOver: z.boolean().default(false),
    format: z.enum(formats).default('statuspage'),
  }),
  examples: [{ format: 'atom' }, { format: 'rss', isOver: true }],
  inject: (world, { title, isOver, format }) => {
    const began = new Date(Date.now() - 1_800_000);
    const old = new RegExp(`location = ${statusFeedPath} .*`);
    const answer = `location = ${statusFeedPath} { default_type text/plain; return 200 '${feed(format, title, isOver, began)}\\n'; }`;
    return world.change.reconfigure([server], {
      [behaviourPath(server, hosts.thirdWeb.name)]: (text) => text.replace(old, () => answer),
    });
  },
  witness: ({ title }) => ({
    run: page(`https://${hosts.thirdWeb.name}${statusFeedPath}`),
    shows: new RegExp(title),
    normally: /"incidents":\[\]/,
  }),
});
