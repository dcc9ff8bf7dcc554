/** Rules about a web server that answers, and takes its time. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { Observation, ObservationOf } from '../../model/observation.ts';
import { isFast, isSlow, isUnanswered, thinkingMs } from '../../model/view/page-speed.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

type Page = ObservationOf<'http'>;

/** A file, not a page: programs make pages, and often robots.txt too, so that a slow one of those says little. */
const isFile = ({ data, input }: Page): boolean => {
  const type = data.headers?.find((each) => each.name === 'content-type')?.value ?? '';
  return data.status === 200 && !type.includes('text/html') && !input.url.endsWith('/robots.txt');
};

const firstByte = (page: Page): Evidence =>
  page.data.firstByteMs === undefined ? pointAt(page, '/failure/code') : pointAt(page, '/data/firstByteMs');

interface SpeedControls {
  readonly fileFast: readonly Evidence[];
  readonly fileSlow: readonly Evidence[];
  readonly serverFast: readonly Evidence[];
  readonly serverSlow: readonly Evidence[];
  /** Neutral pages that began at once over this line. */
  readonly lineFast: readonly Evidence[];
}

function speedControls(world: RuleWorld, slow: readonly Page[]): SpeedControls {
  const addresses = new Set(slow.map((page) => page.endpoint.address));
  const pages = world.facts.jobs('http').map((job) => job.best);
  const answered = (control: 'C3' | 'C4', isMeant: (page: Page) => boolean): readonly Evidence[] =>
    pages
      .filter((page) => page.control === control && addresses.has(page.endpoint.address) && isMeant(page))
      .slice(0, 2)
      .map(firstByte);
  return {
    fileFast: answered('C3', (page) => page.data.status === 200 && isFast(page)),
    fileSlow: answered('C3', (page) => isFile(page) && isSlow(page)),
    serverFast: answered('C4', isFast),
    serverSlow: answered('C4', isSlow),
    lineFast: pages
      .filter((page) => page.control === 'C1' && isFast(page))
      .slice(0, 2)
      .map(firstByte),
  };
}

type SpeedVerdict = Pick<Match, 'accused' | 'variant' | 'isOpenQuestion' | 'rivals' | 'evidenceAgainst'>;

const slowLine = (controls: SpeedControls): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C1',
  excludedBy: controls.lineFast,
  id: 'own_line_slow',
});

/** The server's own page and files crawl as well: load on the server, whatever the site's software does. */
const wholeServerSlow = (world: RuleWorld, address: string, controls: SpeedControls): SpeedVerdict => ({
  accused: 'hosting_provider',
  variant: 'whole_server',
  isOpenQuestion: false,
  evidenceAgainst: controls.fileFast,
  rivals: [
    slowLine(controls),
    {
      faultDomain: 'site_application',
      control: 'C4',
      excludedBy: controls.serverSlow,
      id: 'only_this_site_slow',
    },
    {
      faultDomain: 'hosting_provider',
      control: 'C5',
      excludedBy: [],
      id: 'slowed_for_this_address',
      isDeciding: false,
    },
    ...serverIsElsewhere(world.facts, address),
  ],
});

/** Files come at once and pages crawl: the site's software, or what the plan lets it have. */
const onlyPagesSlow = (controls: SpeedControls): SpeedVerdict => ({
  accused: 'site_application',
  variant: 'only_dynamic',
  isOpenQuestion: false,
  evidenceAgainst: controls.fileSlow,
  rivals: [
    slowLine(controls),
    { faultDomain: 'hosting_provider', control: 'C3', excludedBy: controls.fileFast, id: 'server_slow' },
    { faultDomain: 'hosting_provider', control: 'C4', excludedBy: [], id: 'runtime_slow_for_all' },
  ],
});

/** Nothing else of the server was as slow or as fast for certain. */
const siteSlow = (controls: SpeedControls): SpeedVerdict => ({
  accused: 'site_application',
  variant: 'site',
  isOpenQuestion: true,
  evidenceAgainst: controls.serverFast,
  rivals: [
    slowLine(controls),
    { faultDomain: 'hosting_provider', control: 'C3', excludedBy: controls.fileFast, id: 'server_slow' },
  ],
});

function verdictOn(world: RuleWorld, address: string, controls: SpeedControls): SpeedVerdict {
  if (controls.serverSlow.length > 0 && controls.fileFast.length === 0)
    return wholeServerSlow(world, address, controls);
  return controls.fileFast.length > 0 ? onlyPagesSlow(controls) : siteSlow(controls);
}

const isPage = (each: Observation): each is Page => each.kind === 'http';

const pagesBehind = (world: RuleWorld, findings: readonly Finding[]): readonly Page[] =>
  findings.flatMap((finding) => world.behind(finding)).filter(isPage);

/** A page that never began, beside pages that crawl or other answers of the server that come at once, is the same slowness carried further. */
function slowFindings(world: RuleWorld): readonly Finding[] {
  const slow = world.open('slow-first-byte');
  const silent = world
    .open('missing-http-answer')
    .filter((finding) => pagesBehind(world, [finding]).some(isUnanswered));
  const { fileFast, serverFast } = speedControls(world, pagesBehind(world, silent));
  return slow.length + fileFast.length + serverFast.length > 0 ? [...slow, ...silent] : [];
}

/** R53: the connection stands at once, the first byte takes seconds. Whose it is depends on what else of the server is slow. */
const slowResponse = defineRule({
  id: 'R53',
  rootCause: 'web.slow_response',
  match(world) {
    const findings = slowFindings(world);
    if (findings.length === 0) return [];
    const pages = pagesBehind(world, findings);
    const controls = speedControls(world, pages);
    const hosts = [...new Set(pages.map((page) => page.endpoint.name ?? ''))].sort().join(', ');
    const fastest = Math.min(...pages.map((page) => thinkingMs(page) ?? page.durationMs));
    return [
      {
        subject: hosts,
        service: 'web',
        basis: 'one_vantage',
        values: { host: hosts, seconds: Math.round(fastest / 1000) },
        evidence: [...evidenceOf(findings), ...controls.fileFast, ...controls.serverSlow],
        explains: findings,
        ...verdictOn(world, pages[0]?.endpoint.address ?? '', controls),
      },
    ];
  },
});

export const speedRules: readonly Rule[] = [slowResponse];
