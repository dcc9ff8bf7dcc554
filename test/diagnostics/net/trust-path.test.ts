import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bundledRoots } from '../../../diagnostics/net/bundled-roots.ts';
import { rootStoreOf } from '../../../diagnostics/net/root-store.ts';
import { readSystemRoots } from '../../../diagnostics/net/system-roots.ts';
import { buildTrustPath } from '../../../diagnostics/net/trust-path.ts';
import { createAuthority, createLeaf, type Issued } from '../../support/certificates.ts';
import { processorMs } from '../../support/processor-time.ts';

const root = await createAuthority({ name: 'Root' });
const upper = await createAuthority({ name: 'Upper', parent: root });
const lower = await createAuthority({ name: 'Lower', parent: upper });
const leaf = await createLeaf({ authority: lower, names: ['a.test'] });
const nameless = await createLeaf({ authority: lower, names: ['n.test'], commonName: '' });
const stranger = await createAuthority({ name: 'Stranger' });
const own = await createLeaf({ names: ['own.test'] });
const pretender = await createAuthority({ name: 'Pretender', parent: root, isAuthority: false });
const ofPretender = await createLeaf({ authority: pretender, names: ['p.test'] });
const namesake = await createAuthority({ name: 'Lower' });
const expiredUpper = await createAuthority({
  name: 'Upper',
  parent: root,
  notAfter: new Date(0),
  notBefore: new Date(0),
});

const x509 = ({ der }: Pick<Issued, 'der'>) => new X509Certificate(der);
const path = (...sent: readonly Pick<Issued, 'der'>[]) =>
  buildTrustPath(sent.map(x509), rootStoreOf([root.cert]));

/** The last byte belongs to the signature. */
function tampered({ der }: Issued): Pick<Issued, 'der'> {
  const copy = Buffer.from(der);
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 1;
  return { der: copy };
}

describe('buildTrustPath', () => {
  it.each<readonly [string, readonly Pick<Issued, 'der'>[], string, string]>([
    ['in order', [leaf, lower, upper], 'trusted', 'CN=Root'],
    ['with the root', [leaf, lower, upper, root], 'trusted', 'CN=Root'],
    ['reversed', [leaf, upper, lower], 'trusted', 'CN=Root'],
    ['with strangers and twins', [leaf, stranger, namesake, lower, lower, upper], 'trusted', 'CN=Root'],
    [
      'with an expired twin: dates are judged elsewhere',
      [leaf, lower, expiredUpper, upper],
      'trusted',
      'CN=Root',
    ],
    ['the anchor alone', [root], 'trusted', 'CN=Root'],
    ['one missing', [leaf, lower], 'issuer_missing', 'CN=Upper'],
    ['all missing', [leaf], 'issuer_missing', 'CN=Lower'],
    ['only a namesake', [leaf, namesake], 'issuer_missing', 'CN=Lower'],
    ['another root', [stranger], 'self_signed_leaf', 'CN=Stranger'],
    ['self-signed leaf', [own, root], 'self_signed_leaf', 'CN=own.test'],
    ['issuer without CA flag', [ofPretender, pretender], 'issuer_not_authority', 'CN=Pretender'],
    ['changed leaf', [tampered(leaf), lower, upper], 'signature_invalid', 'CN=Lower'],
    ['changed intermediate', [leaf, lower, tampered(upper)], 'signature_invalid', 'CN=Root'],
    ['empty subject', [nameless, lower, upper], 'trusted', 'CN=Root'],
    ['nothing', [], 'issuer_missing', ''],
  ])('%s', (_name, sent, reason, name) => {
    expect(path(...sent)).toEqual({ trusted: reason === 'trusted', reason, name });
  });

  it('tells a root that the store does not know', () => {
    expect(buildTrustPath([leaf, lower, upper, root].map(x509), rootStoreOf([stranger.cert]))).toEqual({
      trusted: false,
      reason: 'root_unknown',
      name: 'CN=Root',
    });
  });

  it('takes an intermediate as anchor when the store holds it', () => {
    expect(buildTrustPath([x509(leaf)], rootStoreOf([lower.cert]))).toEqual({
      trusted: true,
      reason: 'trusted',
      name: 'CN=Lower',
    });
  });

  it('does without certificates that are none', () => {
    expect(buildTrustPath([null], rootStoreOf([])).reason).toBe('signature_invalid');
    expect(
      buildTrustPath([x509(leaf), null, x509(lower), x509(upper)], rootStoreOf([root.cert])).trusted,
    ).toBe(true);
  });

  it('stops at ten certificates', async () => {
    const chain: Issued[] = [root];
    for (let depth = 0; depth < 12; depth += 1)
      chain.unshift(await createAuthority({ name: `Level ${depth}`, parent: chain[0] ?? root }));
    expect(path(...chain.slice(0, -1)).trusted).toBe(false);
    expect(path(...chain.slice(4, -1)).trusted).toBe(true);
  });
});

describe('root stores', () => {
  it('are parsed once, quickly, without duplicates', () => {
    const roots = bundledRoots([root.cert, root.cert]);
    expect(processorMs(() => rootStoreOf(roots))).toBeLessThan(1000);
    const store = rootStoreOf(roots);
    expect(rootStoreOf(roots)).toBe(store);
    expect(store.fingerprints.size).toBe(roots.length);
    expect(roots.length).toBeGreaterThan(100);
    expect(buildTrustPath([leaf, lower, upper].map(x509), store).trusted).toBe(true);
  });

  it('leave out what is no certificate', () => {
    expect(rootStoreOf(['nonsense', root.cert]).fingerprints.size).toBe(1);
  });

  it('give the system its own list or none', () => {
    const roots = readSystemRoots();
    expect(roots === null || roots.length > 0).toBe(true);
  });
});
