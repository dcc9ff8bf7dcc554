import { expect, it } from 'vitest';
import { isExternal } from '../../../main/ipc/external.ts';

it.each([
  ['https://panel.example.org/tickets?new=1', true],
  ['mailto:help@example.org?subject=Fault', true],
  ['tel:+3221234567', true],
  ['http://example.org/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['faultline://check?target=example.org', false],
  ['ms-msdt:/id PCWDiagnostic', false],
  ['smb://server/share', false],
  ['https://user:password@example.org/', false],
  ['https://example.org/\n', false],
  [' https://example.org/', false],
  ['//example.org', false],
  ['', false],
])('%j may be opened outside: %s', (address, isAllowed) => {
  expect(isExternal(address)).toBe(isAllowed);
});
