// Where things lie inside the sandbox. All of it is on a private tmpfs and vanishes with the sandbox;
// paths stay short because unix sockets (dovecot) end at 108 characters.

export const labRoot = '/run/lab';

export const paths = {
  tls: `${labRoot}/tls`,
  pki: `${labRoot}/pki`,
  network: `${labRoot}/network.json`,
  /** The signed root's key, as delv reads it. */
  rootAnchors: `${labRoot}/root.anchors`,
  home: `${labRoot}/home`,
  logs: `${labRoot}/log`,
  compiled: `${labRoot}/compiled`,
} as const;

/** A daemon's own directory. */
export const daemonDirectory = (name: string): string => `${labRoot}/${name}`;

/** The certificate file that a daemon serves; `.key` stands beside it. Faults rewrite both. */
export const certificatePath = (slot: string): string => `${paths.tls}/${slot}.pem`;
export const keyPath = (slot: string): string => `${paths.tls}/${slot}.key`;

/** Files that `ip netns exec` lays over /etc for one namespace. */
export const etcOf = (namespace: string, file: string): string => `/etc/netns/${namespace}/${file}`;
