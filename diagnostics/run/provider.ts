/** Finds the pack that fits: the one that the person named, else the one whose traces stand in DNS. */
import type { ProviderPack } from '../scope/index.ts';
import { matchProvider } from '../scope/index.ts';
import type { MailProtocolName, MailSetting } from '../model/mail-setting.ts';
import type { Message } from '../model/message.ts';
import { aliasEnd } from '../model/view/dns-answers.ts';
import { delegationOf } from '../model/view/delegation.ts';
import {
  readFacts,
  type Facts,
  type FactsInput,
  type Panel,
  type ProviderFacts,
} from '../model/view/facts.ts';
import { mxTargets, webHosts } from '../model/view/hosts.ts';
import { trueAddresses } from '../model/view/host-addresses.ts';

export interface RecognisedProvider {
  readonly pack: ProviderPack;
  /** Null when the person named it. */
  readonly recognisedBy: Message | null;
  readonly facts: ProviderFacts;
}

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** A URL leaves out the port that its scheme implies (RFC 9110 section 4.2). */
function toPanel(text: string): Panel {
  const { hostname, port, protocol } = new URL(text);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (defaultPorts[protocol] ?? 443) : Number(port),
  };
}

const mailProtocols: Partial<Record<string, MailProtocolName>> = {
  imap: 'imap',
  pop3: 'pop3',
  smtp_submission: 'smtp',
};
const securityOf: Readonly<Record<string, MailSetting['security']>> = {
  tls: 'implicit',
  starttls: 'starttls',
  none: 'plain',
};

const recommended = ({ recommendedSettings }: ProviderPack): readonly MailSetting[] =>
  recommendedSettings.flatMap(({ service, host, port, security }) => {
    const [protocol, protection] = [mailProtocols[service], securityOf[security]];
    return protocol === undefined || protection === undefined
      ? []
      : [{ protocol, host, port, security: protection }];
  });

/** The part of a pack that judging needs. */
function toProviderFacts(pack: ProviderPack): ProviderFacts {
  const { id, identity } = pack;
  const services = [...new Set(identity.ports.map((each) => each.service))];
  return {
    id,
    nameServers: identity.nameServers,
    addressRanges: identity.addressRanges,
    hostNames: identity.hostNames,
    mailHosts: identity.mailHosts,
    spfIncludes: identity.spfIncludes,
    dkimSelectors: identity.dkimSelectors,
    ports: Object.fromEntries(
      services.map((service) => [
        service,
        identity.ports.filter((each) => each.service === service).map((each) => each.port),
      ]),
    ),
    panels: identity.panelUrls.map(toPanel),
    statusFeed: identity.statusFeed,
    statusPage: identity.statusPage,
    mailSettings: recommended(pack),
    renewsCertificates: identity.certificateAuthorities.length > 0,
    certificateAuthorities: identity.certificateAuthorities,
    renewsDaysBefore: identity.certificateRenewalDays ?? null,
    hostKeys: identity.hostKeys,
    suspendedPagePrints: identity.pagePrints
      .filter((print) => print.kind === 'suspended')
      .map((print) => print.contains),
  };
}

const aliasTargets = (facts: Facts): readonly string[] =>
  facts.jobs('dns').flatMap((job) => {
    const { response } = job.best.data;
    return response && webHosts(facts).includes(job.best.input.name)
      ? [aliasEnd(response, job.best.input.name)]
      : [];
  });

function recogniseProvider(facts: Facts, packs: readonly ProviderPack[]): RecognisedProvider | null {
  const { provider, target } = facts.request;
  if (provider !== null) {
    const pack = packs.find((each) => each.id === provider);
    return pack ? { pack, recognisedBy: null, facts: toProviderFacts(pack) } : null;
  }
  const match = matchProvider(
    {
      nameServers: target.isAddress ? [] : (delegationOf(facts).cut?.nameServers ?? []),
      addresses: trueAddresses(facts, target.domain),
      hostNames: aliasTargets(facts),
      mailHosts: (mxTargets(facts) ?? []).map((each) => each.exchange),
    },
    packs,
  );
  return match && { ...match, facts: toProviderFacts(match.pack) };
}

/** The facts as rules and planners see them: with the provider that the person named or that the observations tell. */
export function readFactsWithProvider(
  input: Omit<FactsInput, 'provider'>,
  packs: readonly ProviderPack[],
): { readonly facts: Facts; readonly provider: RecognisedProvider | null } {
  const blank = readFacts({ ...input, provider: null });
  const provider = recogniseProvider(blank, packs);
  return { facts: provider ? readFacts({ ...input, provider: provider.facts }) : blank, provider };
}
