/** The preview of a ticket stands in a frame that inherits the window's policy: its one style is known there by its content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { htmlStyle } from '../../diagnostics/ticket/html-style.ts';

const root = new URL('../../', import.meta.url);

it.each(['renderer/index.html', 'main/window/content.ts'])(
  '%s lets the style of a ticket page through',
  (path) => {
    const hash = createHash('sha256').update(htmlStyle).digest('base64');
    expect(readFileSync(new URL(path, root), 'utf8')).toContain(`'sha256-${hash}'`);
  },
);
