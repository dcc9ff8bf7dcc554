/** Controls on what stands between this seat and the server: a filter by name (R49), a device that answers in its place (R68). */
import type { Job } from '../../model/job.ts';
import { cutPages, unnamedSession } from '../../model/view/cut-handshakes.ts';
import type { Facts } from '../../model/view/facts.ts';
import { unknownMailSessions } from '../../model/view/nearby.ts';
import { connected, triesAt } from '../../model/view/sessions.ts';
import { tcpJob, tlsJob } from './job-kit.ts';

const OPERATORS = 2;

/** R49: the name whose handshake is cut, sent to hosts of two operators that have nothing to do with it. */
function nameControls(facts: Facts): readonly Job[] {
  const page = cutPages(facts).find((each) => unnamedSession(facts, each));
  if (!page) return [];
  const sites = new Map(
    [...facts.networkData.tlsControlSites].reverse().map((each) => [each.operator, each]),
  );
  return [...sites.values()]
    .reverse()
    .slice(0, OPERATORS)
    .map((site) => tlsJob(site, page.endpoint.name!, 'C2'));
}

/** Ports on which mail programs speak TLS from the first byte (RFC 8314), and one that has nothing to do with mail. */
const implicitMailPorts = [993, 995, 465] as const;
const OTHER_PORT = 443;

/** R68: neutral mail servers on the same port, and another port of this server, where a mail session is signed by nobody known. */
function mailShieldControls(facts: Facts): readonly Job[] {
  const doubtful = unknownMailSessions(facts);
  if (doubtful.length === 0) return [];
  const seen = new Set(doubtful.map((each) => each.observation.endpoint.port));
  const port = implicitMailPorts.find((each) => seen.has(each)) ?? implicitMailPorts[0];
  const listeners = facts.networkData.portListeners
    .filter((each) => each.family === 4 && each.ports.includes(port))
    .slice(0, OPERATORS)
    .map((each) =>
      tlsJob({ operator: each.operator, name: each.name, address: each.address, port }, each.name, 'C2'),
    );
  const addresses = [...new Set(doubtful.map((each) => each.observation.endpoint.address!))];
  const others = addresses
    .filter((address) => triesAt(facts, address, OTHER_PORT).length === 0)
    .filter((address) => triesAt(facts, address, port).some(connected))
    .map((address) => tcpJob({ address, port: OTHER_PORT }, 'C3'));
  return [...listeners, ...others];
}

export const pathControls = (facts: Facts): readonly Job[] => [
  ...nameControls(facts),
  ...mailShieldControls(facts),
];
