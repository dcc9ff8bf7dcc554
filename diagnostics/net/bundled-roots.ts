/** The root certificates that come with the runtime: Mozilla's programme, as of the runtime's release. */
import tls from 'node:tls';

/**
 * PEM roots bundled with the runtime plus the given trust anchors, without duplicates.
 * Keep the returned array: root stores are cached by its identity.
 *
 * @param trustAnchors PEM certificates of the network data.
 */
export function bundledRoots(trustAnchors: readonly string[] = none): readonly string[] {
  const known = stores.get(trustAnchors) ?? readRoots(trustAnchors);
  stores.set(trustAnchors, known);
  return known;
}

const none: readonly string[] = [];
/** One array for one list of anchors: runs of a batch share their root stores. */
const stores = new WeakMap<readonly string[], readonly string[]>();

function readRoots(trustAnchors: readonly string[]): readonly string[] {
  // Node 20 has only the older list; both name the same certificates. The type says always, Node 20 says otherwise,
  // and a named import of what is not there would stop the program at its start.
  const read = tls.getCACertificates as typeof tls.getCACertificates | undefined;
  const bundled = read === undefined ? tls.rootCertificates : read('bundled');
  return Object.freeze([...new Set([...bundled, ...trustAnchors])]);
}
