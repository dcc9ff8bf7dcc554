/**
 * Secrets as they stand in what people type, servers send, zones hold and programs log. `marks` are the parts that must be in no output:
 * the secret itself, and what it becomes when a program encodes it. None of them is a real credential.
 */
export interface SecretSeed {
  readonly name: string;
  readonly text: string;
  readonly marks: readonly string[];
}

const alphabets = {
  hex: '0123456789abcdef',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  word: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  digits: '0123456789',
} as const;
type Alphabet = keyof typeof alphabets;

/** The same characters for the same name in every run (FNV-1a, then xorshift). */
function characters(name: string, alphabet: Alphabet, length: number): string {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(name)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  const letters = alphabets[alphabet];
  let text = '';
  while (text.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    text += letters[state % letters.length] ?? '';
  }
  return text;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** One secret inside its surroundings: `¤` is where it stands. */
function seed(name: string, pattern: string, secret: string): SecretSeed {
  return { name, text: pattern.replaceAll('¤', secret), marks: [secret] };
}

/** A password that looks like one people choose, unlike any other word. */
const password = (name: string): string =>
  `${characters(name, 'word', 6)}!${characters(`${name}2`, 'lower', 5)}9x`;
const plain = (name: string): string => characters(name, 'word', 14);

// ---- what people, programs and servers write around a password -----------------------------------------
const passwordForms: readonly string[] = [
  'password=¤',
  'password = ¤',
  'Password: ¤',
  'PASSWORD:¤',
  'passwd=¤',
  'Passwort: ¤',
  'Kennwort: ¤',
  'contraseña: ¤',
  'senha: ¤',
  'wachtwoord: ¤',
  'Wachtwoord = ¤',
  'paswoord: ¤',
  'mot de passe : ¤',
  'Mot de passe: ¤',
  'mdp: ¤',
  'passphrase: ¤',
  'pass: ¤',
  'pwd=¤',
  'pw: ¤',
  'user_pass=¤',
  'my password is ¤',
  'the password was ¤',
  'Password is: ¤',
  'mon mot de passe est ¤',
  'le mot de passe : « ¤ »',
  'mijn wachtwoord is ¤',
  'het wachtwoord was ¤',
  'mein Passwort ist ¤',
  'pwd is ¤',
  'pass is ¤',
  '"password": "¤"',
  "'password': '¤'",
  '{"user":"anna","pass":"¤"}',
  "password => '¤'",
  '<password>¤</password>',
  '<ftp_password>¤</ftp_password>',
  'password="¤"',
  'new password: ¤',
  'old_password=¤',
  'ftpPassword=¤',
  'dbPass=¤',
  'DB_PASSWORD=¤',
  "define('DB_PASSWORD', '¤');",
  '$db_pass = "¤";',
  "$cfg['password'] = '¤';",
  'MYSQL_PWD=¤',
  'PGPASSWORD=¤',
  'SMTP_PASS=¤',
  'smtp_password: ¤',
  'spring.datasource.password=¤',
  'requirepass ¤',
  'masterauth ¤',
  "IDENTIFIED BY '¤'",
  'mysql -u root -p¤ shop',
  'mysqldump --password=¤ shop',
  'curl -u anna:¤ https://x.test/',
  'curl --user anna:¤ ftp://x.test/',
  'wget --password=¤ https://x.test/',
  'sshpass -p ¤ ssh x.test',
  'lftp -u anna,¤ x.test',
  'net use z: \\\\x\\y ¤ /user:anna',
  'login: anna password: ¤',
  'user anna pass ¤',
  'Username: anna / Password: ¤',
  'anna@x.test password ¤',
  'PIN: ¤',
  'pin=¤',
  'support pin ¤',
  'code pin : ¤',
  'pincode: ¤',
  'PUK: ¤',
  'secret: ¤',
  'client_secret=¤',
  'clientSecret: "¤"',
  'shared secret: ¤',
  'otp=¤',
  'OTP: ¤',
  'one-time code: ¤',
  'verification code is ¤',
  'auth code: ¤',
  'authcode=¤',
  'EPP code: ¤',
  'auth-code du domaine : ¤',
  'transfer code: ¤',
  'verhuiscode: ¤',
  'credentials: ¤',
  'signing_key=¤',
  'encryption-key: ¤',
  'csrf_token=¤',
  'X-CSRF-Token: ¤',
  '_token=¤',
  'sessionid=¤',
  'PHPSESSID=¤',
  'JSESSIONID=¤;',
  'sid=¤',
  'session_id: ¤',
];
const formSeeds = passwordForms.map((form) =>
  seed(form, form, form.includes(' -p¤') || /pin/iu.test(form) ? plain(form) : password(form)),
);

// ---- commands of the protocols ------------------------------------------------------------------------
const commands: readonly string[] = [
  'PASS ¤',
  '> PASS ¤',
  '331 got PASS ¤',
  "500 'PASS ¤': command not understood",
  '502 "PASS ¤" unknown',
  'ACCT ¤',
  'USER anna PASS ¤',
  'a1 LOGIN anna ¤',
  'a1 LOGIN "anna b" "¤"',
  '* BAD unknown command: a1 LOGIN anna ¤',
  '. login anna ¤',
  'SITE PSWD old ¤',
  'XAUTH ¤',
  '334 UGFzc3dvcmQ6\n¤',
];
const commandSeeds = commands.map((form) =>
  seed(form, form, form.startsWith('SITE') ? password(form) : plain(form)),
);

const saslForms: readonly string[] = [
  'AUTH PLAIN ¤',
  '535 AUTH PLAIN ¤ failed',
  'a AUTHENTICATE PLAIN ¤',
  'AUTH LOGIN ¤',
  'AUTH XOAUTH2 ¤',
  'AUTH CRAM-MD5 ¤',
  '"AUTH PLAIN ¤"',
  'auth plain ¤',
  'AUTH SCRAM-SHA-256 ¤',
  'a2 AUTHENTICATE XOAUTH2 ¤',
  'AUTH OAUTHBEARER ¤',
];
const saslSeeds = saslForms.map((form) =>
  seed(form, form, base64(`\u0000anna@x.test\u0000${password(form)}`)),
);

// ---- headers ------------------------------------------------------------------------------------------
const headerForms: readonly (readonly [string, (name: string) => string])[] = [
  ['Authorization: Basic ¤', (name) => base64(`anna:${password(name)}`)],
  ['authorization: basic ¤', (name) => base64(`anna:${password(name)}`)],
  ['Basic ¤', (name) => base64(`anna:${password(name)}`)],
  ['Authorization: Bearer ¤', plain],
  ['sent Bearer ¤ and got 403', (name) => characters(name, 'url', 32)],
  ['{"authorization": "Bearer ¤"}', plain],
  ['Authorization: Digest username="anna", response="¤"', (name) => characters(name, 'hex', 32)],
  ['Authorization: NTLM ¤', (name) => `TlRMTVNTUAAD${characters(name, 'base64', 40)}`],
  ['Authorization: Negotiate ¤', (name) => `YII${characters(name, 'base64', 60)}`],
  ['Authorization: AWS4-HMAC-SHA256 Credential=x/y, Signature=¤', (name) => characters(name, 'hex', 64)],
  ['Authorization: token ¤', plain],
  ['Authorization: ApiKey ¤', plain],
  ['Proxy-Authorization: Basic ¤', (name) => base64(`proxy:${password(name)}`)],
  ['Cookie: a=1; sid=¤', plain],
  ['Cookie: wordpress_logged_in_1=anna|1|¤', plain],
  ['Set-Cookie: session=¤; HttpOnly; Secure', plain],
  ['set-cookie: ¤=1; Path=/', plain],
  ['"cookie": "x=¤"', plain],
  ['X-Api-Key: ¤', plain],
  ['x-auth-token: ¤', plain],
  ['X-Amz-Security-Token: ¤', plain],
  ['X-Vault-Token: ¤', plain],
  ['Private-Token: ¤', plain],
  ['X-Shopify-Access-Token: ¤', plain],
  ['api-key: ¤', plain],
  ['Ocp-Apim-Subscription-Key: ¤', (name) => characters(name, 'hex', 32)],
  ['X-Forwarded-Access-Token: ¤', plain],
  ['-H "Authorization: Bearer ¤"', plain],
];
const headerSeeds = headerForms.map(([form, made]) => seed(form, form, made(form)));

// ---- addresses ----------------------------------------------------------------------------------------
const addressForms: readonly string[] = [
  'ftp://anna:¤@ftp.x.test/x',
  'sftp://anna:¤@x.test',
  'ftps://anna:¤@x.test',
  'ssh://anna:¤@x.test:22',
  'https://anna:¤@x.test/',
  'http://¤@x.test/',
  'imap://anna%40x.test:¤@mail.x.test',
  'imaps://anna:¤@mail.x.test/',
  'smtp://anna%40x.test:¤@mail.x.test:587',
  'smtps://anna:¤@mail.x.test',
  'pop3://anna:¤@mail.x.test',
  'redis://:¤@x.test:6379/0',
  'rediss://default:¤@x.test',
  'mysql://root:¤@db.x.test/shop',
  'postgres://shop:¤@db.x.test/shop',
  'postgresql://shop:¤@db.x.test',
  'mongodb+srv://shop:¤@db.x.test',
  'amqp://guest:¤@mq.x.test',
  'ldap://cn:¤@x.test',
  'socks5://anna:¤@proxy.test:1080',
  'http://anna:¤@proxy.test:3128',
  'git+https://anna:¤@git.x.test/r.git',
  'webdav://anna:¤@x.test',
  'anna:¤@ftp.x.test',
  'imap://anna:a/¤@mail.x.test',
  'https://x.test/?password=¤',
  'https://x.test/?a=1&pass=¤&b=2',
  'https://x.test/reset?token=¤',
  'https://x.test/#access_token=¤',
  'https://x.test/cb?state=1&code=¤',
  'https://x.test/?api_key=¤',
  'https://x.test/?apikey=¤',
  'https://x.test/?key=¤',
  'https://x.test/?auth=¤',
  'https://x.test/?sig=¤',
  'https://x.test/?X-Amz-Signature=¤',
  'https://x.test/?sv=1&amp;sig=¤',
  'https://x.test/?jwt=¤',
  'https://x.test/?PHPSESSID=¤',
  'https://x.test/;jsessionid=¤?a=1',
  'https://x.test/?session=¤',
  'https://x.test/login?u=anna&p=1&secret=¤',
  'https://x.test/?refresh_token=¤',
  'https://x.test/?id_token=¤',
  'https://x.test/?login_hint=1&otp=¤',
  'https://x.test/?pwd%3D¤',
  'https%3A%2F%2Fanna%3A¤%40x.test%2F',
  'https://hooks.slack.com/services/T00000000/B00000000/¤',
  'https://discord.com/api/webhooks/123456789012345678/¤',
  'https://x.test/reset-password/¤',
  'https://x.test/wp-login.php?action=rp&key=¤&login=anna',
  'https://x.test/?invite_token=¤',
];
const addressSeeds = addressForms.map((form) => seed(form, form, plain(form)));

const connectionForms: readonly string[] = [
  'Server=db.x.test;Database=shop;User Id=sa;Password=¤;',
  'Data Source=x;uid=sa;pwd=¤',
  'host=db.x.test user=shop password=¤ dbname=shop',
  'jdbc:mysql://db.x.test/shop?user=a&password=¤',
  'jdbc:oracle:thin:shop/¤@db.x.test:1521/x',
  'mysql:host=x;dbname=y;user=z;password=¤',
  'DefaultEndpointsProtocol=https;AccountName=x;AccountKey=¤;EndpointSuffix=x',
  'Endpoint=sb://x/;SharedAccessKeyName=r;SharedAccessKey=¤',
  'AWS_SECRET_ACCESS_KEY=¤',
  'aws_secret_access_key = ¤',
  'AWS_SESSION_TOKEN=¤',
  'SECRET_KEY_BASE=¤',
  'APP_KEY=base64:¤',
  'JWT_SECRET: ¤',
  'NEXTAUTH_SECRET="¤"',
  'ENCRYPTION_KEY=¤',
  'machine x.test login anna password ¤',
  'x.test:5432:shop:anna:¤',
  "define('AUTH_KEY', '¤');",
  "define('SECURE_AUTH_SALT', '¤');",
  "define('NONCE_SALT', '¤');",
  "'encryption_key' => '¤'",
];
const connectionSeeds = connectionForms.map((form) => seed(form, form, plain(form)));

// ---- tokens that their issuers made recognisable -------------------------------------------------------
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
const vendorSeeds = vendors.map(([name, prefix, alphabet, length]): SecretSeed => {
  const body = characters(name, alphabet, length);
  return { name, text: `key ${prefix}${body}${suffixes[name] ?? ''} refused`, marks: [body] };
});

// ---- keys and tokens without words around them ---------------------------------------------------------
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
const keySeeds: readonly SecretSeed[] = [
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

export const secretSeeds: readonly SecretSeed[] = [
  ...formSeeds,
  ...commandSeeds,
  ...saslSeeds,
  ...headerSeeds,
  ...addressSeeds,
  ...connectionSeeds,
  ...vendorSeeds,
  ...keySeeds,
];

/** Names of the seeds of which something stands in a text: as they are, or encoded as in an address or in JSON. */
export function leaksIn(text: string, seeds: readonly SecretSeed[] = secretSeeds): readonly string[] {
  return seeds
    .filter(({ marks }) =>
      marks.some((mark) => [mark, encodeURIComponent(mark)].some((form) => text.includes(form))),
    )
    .map(({ name }) => name);
}
