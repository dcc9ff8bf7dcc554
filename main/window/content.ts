/** Serves the built window over `app://faultline/`, with a policy that leaves it nothing but its own files. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

/** As in index.cts, which must tell Electron of it before it is ready. */
export const APP_SCHEME = 'app';
const APP_HOST = 'faultline';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** The one `<style>` that react-aria-components puts into the page (it hides pressed text from selection), by its content. */
const reactAriaStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";
/** The look of a ticket as a page, by its content: the preview inherits this policy. */
const ticketStyle = "'sha256-m6QptmD2Gs7g6p+wxGJZ5+JN2omjri+yvGW5mNyeUjg='";

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${reactAriaStyle} ${ticketStyle}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export function serveContent(folder: string): void {
  protocol.handle(APP_SCHEME, (request) => contentOf(folder, request.url));
}

/** A file of the folder, or 404: names that lead out of it, other hosts and unknown kinds of file do not exist. */
export async function contentOf(folder: string, address: string): Promise<Response> {
  const path = pathOf(folder, address);
  const mediaType = path === null ? undefined : mediaTypes[extname(path)];
  if (path === null || mediaType === undefined) return nothing();
  try {
    return new Response(new Uint8Array(await readFile(path)), {
      headers: {
        'Content-Type': mediaType,
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
    });
  } catch {
    return nothing();
  }
}

function pathOf(folder: string, address: string): string | null {
  const { host, pathname } = new URL(address);
  if (host !== APP_HOST) return null;
  try {
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    return path.startsWith(folder + sep) && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

const nothing = (): Response => new Response('', { status: 404 });
