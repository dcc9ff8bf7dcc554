/** Tokens and keys that are known by themselves, without a word beside them. */
import { base64, characters, plain, seed, type Alphabet, type SecretSeed } from './seed.ts';

/** Tokens that their issuers made recognisable. */
const vendors: readonly (readonly [name: string, prefix: string, alphabet: Alphabet, length: number])[] = [
  ['GitHub personal', 'ghp_', 'word', 36],
  ['GitHub OAuth', 'gho_', 'word', 36],
  ['GitHub server', 'ghs_', 'word', 36],
  ['GitHub refresh', 'ghr_', 'word', 36],
  ['GitHub fine-grained', 'github_pat_', 'word', 60],
  ['GitLab', 'glpat-', 'url', 20],
  ['GitLab runner', 'glrt-', 'url', 20],
  ['GitLab deploy', 'gldt-', 'url', 20],
  ['Slack bot', 'xoxb-', 'word', 40],
  ['Slack user', 'xoxp-', 'word', 40],
  ['Slack app', 'xapp-1-', 'word', 40],
  ['AWS key id', 'AKIA', 'upper', 16],
  ['AWS temporary', 'ASIA', 'upper', 16],
  ['Google API', 'AIza', 'url', 35],
  ['Google OAuth', 'ya29.', 'url', 60],
  ['Google refresh', '1//0', 'url', 60],
  ['Google client', 'GOCSPX-', 'url', 28],
  ['Stripe live', 'sk_live_', 'word', 24],
  ['Stripe restricted', 'rk_live_', 'word', 24],
  ['Stripe test', 'sk_test_', 'word', 24],
  ['Stripe webhook', 'whsec_', 'word', 32],
  ['npm', 'npm_', 'word', 36],
  ['PyPI', 'pypi-AgEIcHlwaS5vcmc', 'url', 60],
  ['SendGrid', 'SG.', 'url', 22],
  ['DigitalOcean', 'dop_v1_', 'hex', 64],
  ['OpenAI', 'sk-', 'word', 48],
  ['OpenAI project', 'sk-proj-', 'url', 48],
  ['Anthropic', 'sk-ant-api03-', 'url', 60],
  ['Hugging Face', 'hf_', 'word', 34],
  ['Shopify', 'shpat_', 'hex', 32],
  ['Shopify secret', 'shpss_', 'hex', 32],
  ['Mailchimp', '', 'hex', 32],
  ['Mailgun', 'key-', 'hex', 32],
  ['Sendinblue', 'xkeysib-', 'hex', 64],
  ['Twilio', 'SK', 'hex', 32],
  ['Telegram bot', '123456789:AA', 'url', 33],
  ['Square', 'EAAA', 'url', 60],
  ['Dropbox', 'sl.', 'url', 60],
  ['Facebook', 'EAACEdEose0cBA', 'word', 60],
  ['HashiCorp Vault', 'hvs.', 'url', 24],
  ['Terraform', 'x.atlasv1.', 'url', 60],
  ['Databricks', 'dapi', 'hex', 32],
  ['Doppler', 'dp.pt.', 'word', 43],
  ['Docker', 'dckr_pat_', 'url', 27],
  ['Atlassian', 'ATATT3xFfGF0', 'url', 60],
  ['Linear', 'lin_api_', 'word', 40],
  ['Notion', 'secret_', 'word', 43],
  ['New Relic', 'NRAK-', 'upper', 27],
  ['Postman', 'PMAK-', 'hex', 24],
  ['PlanetScale', 'pscale_tkn_', 'url', 43],
  ['Sentry', 'sntrys_', 'base64', 60],
  ['Grafana', 'glsa_', 'word', 32],
  ['age key', 'AGE-SECRET-KEY-1', 'upper', 58],
  ['Discord', 'mfa.', 'url', 84],
  ['Cloudflare origin', 'v1.0-', 'hex', 24],
  ['Airtable', 'pat', 'word', 14],
  ['Azure AD', 'abc8Q~', 'url', 34],
  ['Fastly', 'fastly_token=', 'url', 32],
  ['Heroku', 'HRKU-', 'url', 60],
];
const suffixes: Readonly<Record<string, string>> = {
  Mailchimp: '-us21',
  SendGrid: `.${characters('SendGrid2', 'url', 43)}`,
  Airtable: `.${characters('Airtable2', 'hex', 64)}`,
  'Cloudflare origin': `-${characters('Cloudflare2', 'hex', 146)}`,
};
export const vendorSeeds = vendors.map(([name, prefix, alphabet, length]): SecretSeed => {
  const body = characters(name, alphabet, length);
  return { name, text: `key ${prefix}${body}${suffixes[name] ?? ''} refused`, marks: [body] };
});

const header = base64('{"alg":"HS256","typ":"JWT"}').replaceAll('=', '');
const claims = base64('{"sub":"anna"}').replaceAll('=', '');
const pem = (label: string, body: string): string =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
const keyLabels = [
  'PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'DSA PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
  'SSH2 ENCRYPTED PRIVATE KEY',
];
export const keySeeds: readonly SecretSeed[] = [
  ...keyLabels.map((label) => {
    const body = characters(label, 'base64', 64);
    return { name: label, text: `key: ${pem(label, body)}`, marks: [body] };
  }),
  ...['JWT', 'JWT in a sentence'].map((name) => {
    const signature = characters(name, 'url', 43);
    return { name, text: `token ${header}.${claims}.${signature} expired`, marks: [signature] };
  }),
  seed('cut off key', '-----BEGIN PRIVATE KEY-----\n¤\n-----END PRIV', characters('cut', 'base64', 64)),
  seed(
    'key on one line',
    '-----BEGIN RSA PRIVATE KEY----- ¤ -----END RSA PRIVATE KEY-----',
    characters('line', 'base64', 64),
  ),
  seed(
    'key with escaped breaks',
    '"-----BEGIN PRIVATE KEY-----\\n¤\\n-----END PRIVATE KEY-----"',
    characters('escaped', 'base64', 64),
  ),
  seed(
    'PuTTY key',
    'PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 1\n¤\nPrivate-MAC: 1',
    characters('putty', 'base64', 64),
  ),
  seed('line of a key', '¤', `MIIEvQIBADANBgkqhkiG9w0BAQEF${characters('lone', 'base64', 36)}`),
  seed('csrf field', '<input value="¤" name="csrf_token">', plain('csrf field')),
  seed(
    'nonce field',
    '<input type="hidden" id="_wpnonce" name="_wpnonce" value="¤" />',
    plain('nonce field'),
  ),
  seed('password field', '<input type="password" name="p" value="¤">', plain('password field')),
  seed('meta token', '<meta name="csrf-token" content="¤">', plain('meta token')),
];
