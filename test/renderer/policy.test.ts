/** The page states the same policy as the header that main sends with it: whatever serves the page, nothing foreign runs. */
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { contentSecurityPolicy } from '../../main/window/content.ts';

vi.mock('electron', () => ({ protocol: {} }));

const page = readFileSync(new URL('../../renderer/index.html', import.meta.url), 'utf8');
const stated = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/u.exec(page)?.[1] ?? '';
const directives = (policy: string): readonly string[] => policy.split('; ').sort();

it('states the policy of the header in the page', () => {
  // Browsers ignore this one in a page (CSP level 3, section 3.3).
  const inPage = directives(contentSecurityPolicy).filter((line) => !line.startsWith('frame-ancestors'));
  expect(directives(stated)).toEqual(inPage);
});
