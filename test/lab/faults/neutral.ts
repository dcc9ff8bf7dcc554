// Faults of one neutral operator: a measurement that is wrong there must not be taken for a fault here.

import { z } from 'zod';
import { controlService, controlSettingsPath } from '../services/neutral.ts';
import type { ControlSettings } from '../services/neutral.ts';
import { behaviourPath } from '../services/nginx.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { stationsService } from '../services/stations.ts';
import { neutralOperator } from './parts.ts';

export const timeSourceWrong = defineFault({
  id: 'time-source-wrong',
  summary: 'The clock of one neutral operator is off (no fault of anybody here).',
  params: z.strictObject({ operator: neutralOperator, seconds: z.int().default(3600) }),
  inject: (world, { operator, seconds }) =>
    world.change.reconfigure([controlService.name], {
      [controlSettingsPath]: (text) => {
        const settings = JSON.parse(text) as ControlSettings;
        const operators = settings.operators.map((one) =>
          one.name === hosts[operator].name ? { ...one, timeShiftSeconds: seconds } : one,
        );
        return JSON.stringify({ ...settings, operators });
      },
    }),
  // The last timestamp of an SNTP answer, in seconds since 1970, against the computer's clock.
  witness: ({ operator }) => ({
    run: `t=$( (printf '\\x23'; head -c 47 /dev/zero) | nc -u -w1 ${hosts[operator].v4} 123 | tail -c 8 | head -c 4 | od -An -tu4 --endian=big); d=$((t - 2208988800 - $(date +%s))); [ \${d#-} -lt 5 ] && echo right || echo "off by $d s"`,
    shows: /^off by/,
    normally: /^right/,
  }),
});

export const portalEndpointBroken = defineFault({
  id: 'portal-endpoint-broken',
  summary: "One neutral operator's captive-portal endpoint answers with an error (no portal and no fault).",
  params: z.strictObject({ operator: neutralOperator, status: z.int().default(403) }),
  examples: [{ status: 502, operator: 'opA' }],
  inject: (world, { operator, status }) =>
    world.change.reconfigure(['nginx-control'], {
      [behaviourPath('nginx-control', hosts[operator].name)]: (text) =>
        text.replace('return 204;', `return ${status} "blocked\\n";`),
    }),
  witness: ({ operator, status }) => ({
    run: `curl -sS -m 5 -o /dev/null -w '%{http_code}' http://connectivity.${hosts[operator].name}/generate_204`,
    shows: new RegExp(`^${status}$`),
    normally: /^204$/,
  }),
});

export const measurementNetwork = defineFault({
  id: 'measurement-network',
  summary:
    'A public measurement network is there to be asked (no fault): it measures, or its allowance is used up, or it never ends.',
  params: z.strictObject({ mood: z.enum(['sound', 'limited', 'stuck']).default('sound') }),
  examples: [{ mood: 'limited' }, { mood: 'stuck' }],
  inject: (world, { mood }) => world.change.launch(stationsService(mood)),
  // A station connects to a neutral operator, as the API's own answer tells.
  witness: ({ mood }) => {
    const api = `https://${hosts.stationsApi.name}/v1/measurements`;
    const wanted = `{"type":"ping","target":"${hosts.opA.v4}","measurementOptions":{"protocol":"TCP","port":443},"locations":[{"magic":"Europe","limit":1}]}`;
    return {
      run: `r=$(curl -sS -m 5 -w ' HTTP %{http_code}' -H 'content-type: application/json' -d '${wanted}' ${api} 2>&1); echo "$r"; id=$(echo "$r" | grep -o '"id":"m[0-9]*"' | cut -d'"' -f4); [ -z "$id" ] || { sleep 1; curl -sS -m 5 ${api}/$id; }`,
      shows: { sound: /"rcv":3/, limited: /HTTP 429/, stuck: /"status":"in-progress"/ }[mood],
      normally: /Failed to connect|Could not connect/,
    };
  },
});
