// Faults of one neutral operator: a measurement that is wrong there must not be taken for a fault here.

import { z } from 'zod';
import { controlService, controlSettingsPath } from '../services/neutral.ts';
import type { ControlSettings } from '../services/neutral.ts';
import { behaviourPath } from '../services/nginx.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
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
