/**
 * What SSH programs offer unless told otherwise, oldest first. Source: `myproposal.h` of OpenSSH portable at the tags V_5_3_P1, V_6_6_P1,
 * V_7_4_P1 and V_10_0_P1 (github.com/openssh/openssh-portable), the lists of the client. Certificate forms are left out: a server that
 * offers one offers the plain form as well. Programs of other makers accept more of the old methods, some with a warning.
 */
export const algorithmLists = ['kexAlgorithms', 'hostKeyAlgorithms', 'ciphers', 'macs'] as const;
export type AlgorithmList = (typeof algorithmLists)[number];
type Offer = Readonly<Record<AlgorithmList, readonly string[]>>;

export interface SshClient extends Offer {
  readonly name: string;
  /** Year of its release, for people who do not know their version. */
  readonly year: number;
}

const ecdh = ['ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521'] as const;
const ecdsa = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'] as const;
const groupExchange = ['diffie-hellman-group-exchange-sha256', 'diffie-hellman-group-exchange-sha1'] as const;
const oldGroups = ['diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'] as const;
const counterModes = ['aes128-ctr', 'aes192-ctr', 'aes256-ctr'] as const;
const authenticated = [
  'chacha20-poly1305@openssh.com',
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
] as const;
const chainModes = ['aes128-cbc', 'aes192-cbc', 'aes256-cbc'] as const;
const oldCiphers = [
  ...chainModes,
  '3des-cbc',
  'blowfish-cbc',
  'cast128-cbc',
  'arcfour',
  'arcfour128',
  'arcfour256',
] as const;
const oldMacs = ['hmac-md5', 'hmac-sha1', 'hmac-ripemd160', 'hmac-sha1-96', 'hmac-md5-96'] as const;
const umac = ['umac-64@openssh.com', 'umac-128@openssh.com'] as const;
const etm = ['umac-64-etm', 'umac-128-etm', 'hmac-sha2-256-etm', 'hmac-sha2-512-etm', 'hmac-sha1-etm'].map(
  (name) => `${name}@openssh.com`,
);
const currentMacs = [...etm, ...umac, 'hmac-sha2-256', 'hmac-sha2-512', 'hmac-sha1'];

const sshClients: readonly [SshClient, ...SshClient[]] = [
  {
    name: 'OpenSSH 5.3',
    year: 2009,
    kexAlgorithms: [...groupExchange, ...oldGroups],
    hostKeyAlgorithms: ['ssh-rsa', 'ssh-dss'],
    ciphers: [...counterModes, ...oldCiphers],
    macs: [...oldMacs, 'umac-64@openssh.com'],
  },
  {
    name: 'OpenSSH 6.6',
    year: 2014,
    kexAlgorithms: ['curve25519-sha256@libssh.org', ...ecdh, ...groupExchange, ...oldGroups],
    hostKeyAlgorithms: [...ecdsa, 'ssh-ed25519', 'ssh-rsa', 'ssh-dss'],
    ciphers: [...counterModes, ...authenticated, ...oldCiphers],
    macs: [...currentMacs, ...oldMacs],
  },
  {
    name: 'OpenSSH 7.4',
    year: 2016,
    kexAlgorithms: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      ...ecdh,
      ...groupExchange,
      'diffie-hellman-group16-sha512',
      'diffie-hellman-group18-sha512',
      'diffie-hellman-group14-sha256',
      'diffie-hellman-group14-sha1',
    ],
    hostKeyAlgorithms: [...ecdsa, 'ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
    ciphers: [...authenticated, ...counterModes, ...chainModes],
    macs: currentMacs,
  },
  {
    name: 'OpenSSH 10.0',
    year: 2025,
    kexAlgorithms: [
      'mlkem768x25519-sha256',
      'sntrup761x25519-sha512',
      'sntrup761x25519-sha512@openssh.com',
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      ...ecdh,
      'diffie-hellman-group-exchange-sha256',
      'diffie-hellman-group16-sha512',
      'diffie-hellman-group18-sha512',
      'diffie-hellman-group14-sha256',
    ],
    hostKeyAlgorithms: ['ssh-ed25519', ...ecdsa, 'rsa-sha2-512', 'rsa-sha2-256'],
    ciphers: [...authenticated, ...counterModes],
    macs: currentMacs,
  },
];

/** The program of today that everything else is measured by. */
export const currentClient: SshClient = sshClients.at(-1)!;
/** Programs that are still met on computers that were never updated. */
export const olderClients: readonly SshClient[] = sshClients.slice(1, -1);

/** Signals among the key exchange methods: they are no methods (RFC 8308 section 2.1). */
const isSignal = (name: string): boolean => /^ext-info-|^kex-strict-/.test(name);

export type ServerOffer = { readonly [List in AlgorithmList]?: readonly string[] | undefined };

export const methodsOf = (offer: ServerOffer, list: AlgorithmList): readonly string[] =>
  (offer[list] ?? []).filter((name) => !isSignal(name));

/** Ciphers with an integrity check of their own make the list of integrity codes idle (RFC 5647 section 5.1). */
const isAuthenticated = (cipher: string): boolean => /-gcm@|poly1305@/.test(cipher);

/** Lists of the server in which the program finds nothing that it knows (RFC 4253 section 7.1); empty lists did not come. */
export function listsWithoutMatch(client: SshClient, offer: ServerOffer): readonly AlgorithmList[] {
  const shared = (list: AlgorithmList): readonly string[] =>
    methodsOf(offer, list).filter((name) => client[list].includes(name));
  return algorithmLists.filter((list) => {
    if (methodsOf(offer, list).length === 0 || shared(list).length > 0) return false;
    return list !== 'macs' || !shared('ciphers').some(isAuthenticated);
  });
}

/** Some program of the table knew the method: so it is old, and not newer than the table. */
export const isKnown = (list: AlgorithmList, name: string): boolean =>
  sshClients.some((client) => client[list].includes(name));
