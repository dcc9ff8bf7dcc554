// The cases of badssl.com, each with the scenario that shows it here. Several cases may share one: those that a client cannot tell apart,
// since they differ by the name of a root that nobody trusts, or by the name of a cipher that nobody offers any more.

export interface BadsslCase {
  readonly name: string;
  /** Below `test/lab`, without its ending. */
  readonly scenario: string;
}

const usual = 'scenarios/healthy-hosted';
const untrusted = 'scenarios/web-untrusted-root';
const sha1 = 'scenarios/web-sha1-certificate';
const nothingInCommon = 'scenarios-tls/no-common-cipher';

const scenarioOf: Readonly<Record<string, string>> = {
  expired: 'scenarios/web-certificate-expired',
  'wrong.host': 'scenarios/web-certificate-other-name',
  'self-signed': 'scenarios/web-self-signed',
  'untrusted-root': untrusted,
  revoked: 'scenarios/web-certificate-revoked',
  'incomplete-chain': 'scenarios/web-chain-incomplete',
  'reversed-chain': 'scenarios-tls/reversed-chain',
  'no-common-name': 'scenarios/healthy-certificate-no-common-name',
  'no-subject': 'scenarios/healthy-certificate-no-subject',
  '1000-sans': 'scenarios/healthy-certificate-1000-sans',
  '10000-sans': 'scenarios/web-10000-names',
  'sha1-2016': sha1,
  'sha1-2017': sha1,
  'sha1-intermediate': 'scenarios/web-sha1-intermediate',
  sha256: usual,
  sha384: 'scenarios-tls/sha384',
  sha512: 'scenarios-tls/sha512',
  ecc256: usual,
  ecc384: 'scenarios/healthy-certificate-ecc384',
  rsa2048: 'scenarios-tls/rsa2048',
  rsa8192: 'scenarios-tls/rsa8192',
  rsa4096: 'scenarios/healthy-certificate-rsa4096',
  'extended-validation': 'scenarios/healthy-certificate-extended-validation',
  superfish: untrusted,
  edellroot: untrusted,
  dsdtestprovider: untrusted,
  'preact-cli': untrusted,
  'webpack-dev-server': untrusted,
  'captive-portal': 'scenarios/captive-portal',
  'mitm-software': 'scenarios/tls-intercepted-trusted',
  'tls-v1-0': 'scenarios-tls/tls-1-0',
  'tls-v1-1': 'scenarios-tls/tls-1-1',
  'tls-v1-2': 'scenarios-tls/tls-1-2',
  'mozilla-old': 'scenarios/healthy-tls-old-versions-too',
  'mozilla-intermediate': 'scenarios-tls/mozilla-intermediate',
  'mozilla-modern': 'scenarios/healthy-tls-1-3-only',
  'static-rsa': 'scenarios/healthy-tls-static-key',
  cbc: 'scenarios-tls/cbc',
  null: 'scenarios/web-tls-null-cipher',
  rc4: nothingInCommon,
  'rc4-md5': nothingInCommon,
  '3des': nothingInCommon,
  dh1024: 'scenarios-tls/dh1024',
  dh2048: 'scenarios/web-dh2048-alone',
  client: 'scenarios/healthy-client-certificate-wanted',
  'client-cert-missing': 'scenarios/healthy-client-certificate-wanted',
  mixed: 'scenarios/healthy-pictures-over-http',
  'mixed-script': 'scenarios/web-mixed-content',
  upgrade: usual,
};

export const badsslCases: readonly BadsslCase[] = Object.entries(scenarioOf).map(([name, scenario]) => ({
  name,
  scenario,
}));

/** Kinds that are none of badssl.com's, and worth a look beside the same tools. */
export const furtherScenarios: readonly string[] = [
  'scenarios-tls/must-staple-missing',
  'scenarios/web-expired-intermediate',
  'scenarios/web-certificate-without-www',
  'scenarios/web-certificate-overlong',
];
