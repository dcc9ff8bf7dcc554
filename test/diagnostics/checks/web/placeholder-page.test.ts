import { describe, expect, it } from 'vitest';
import { placeholderPage } from '../../../../diagnostics/checks/web/placeholder-page.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

const page = (bodyStart: string, status = 200) =>
  aPage('https://example.test/', { data: { bodyStart, status } });

const lorem = 'Our bakery has been in the village since 1952, and the oven is still the same. ';
/** An ordinary page of the length that sites have. */
const article = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${`<p>${lorem}</p>`.repeat(12)}${body}</body></html>`;

describe('placeholder-page', () => {
  it.each([
    ['<title>Apache2 Debian Default Page: It works</title>', 'failed.server'],
    ['<!DOCTYPE html><html><head><title>Welcome to nginx!</title>', 'failed.server'],
    ['<!DOCTYPE html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>', 'failed.server'],
    ['<html><body><h1>It works!</h1></body></html>', 'failed.server'],
    ['<title>Test Page for the HTTP Server on Red Hat Enterprise Linux</title>', 'failed.server'],
    ['<title>AlmaLinux Test Page</title>', 'failed.server'],
    ['<html>Apache is functioning normally</html>', 'failed.server'],
    ['<title>IIS Windows Server</title>', 'failed.server'],
    ['<title>Caddy works!</title>', 'failed.server'],
    [
      '<title>Apache Tomcat/9.0.65</title><h2>If you are seeing this, you have successfully installed Tomcat.</h2>',
      'failed.server',
    ],
    ['<title>Welcome to XAMPP</title>', 'failed.server'],
    ['<title>Domain Default page</title>', 'failed.server'],
    ['<title>Web Server&#39;s Default Page</title>', 'failed.server'],
    ['<title>Default Web Site Page</title>', 'failed.server'],
    ['<meta http-equiv="refresh" content="0;url=/cgi-sys/defaultwebpage.cgi">', 'failed.server'],
    [
      '<html><head><title>Welcome!</title></head><body><h1>Welcome to your website!</h1><p>This is the default index page of your website.</p></body></html>',
      'failed.server',
    ],
    ['<title>FASTPANEL</title><h1>Why am I seeing this page?</h1>', 'failed.server'],
    ['<h1>Ready, set, internet</h1><p>This domain currently has no website.</p>', 'failed.server'],
    ['<title>Success! Your new web server is ready to use.</title>', 'failed.server'],
    ['<html><head><title>Index of /</title></head>', 'failed.empty'],
    ['<title>WordPress &rsaquo; Installation</title>', 'failed.unfinished'],
    ['<title>PrestaShop Installation Assistant</title>', 'failed.unfinished'],
    ['<title>Joomla: Web Installer</title>', 'failed.unfinished'],
    ['<script src="https://img1.wsimg.com/parking-lander/static/js/main.1.js"></script>', 'failed.parked'],
    [
      '<!doctype html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>',
      'failed.parked',
    ],
    ['<script src="https://img.sedoparking.com/js/x.js"></script>', 'failed.parked'],
    ['<script src="//d1.parkingcrew.net/jsparkcaf.js"></script>', 'failed.parked'],
    ['<script src="https://parking.parklogic.com/page/enhance.js"></script>', 'failed.parked'],
    ['<div id="target"></div><script>window.park = "eyJ1dWlkIjoi"</script>', 'failed.parked'],
    ['<script src="https://www.google.com/adsense/domains/caf.js?pac=2"></script>', 'failed.parked'],
    ['<!DOCTYPE html>\n<html lang="en" data-adblockkey="MFwwDQYJKoZIhvcNAQEB">', 'failed.parked'],
    [
      '<link rel="stylesheet" href="https://assets.squarespace.com/universal/styles-compressed/parking-page-1.css">',
      'failed.parked',
    ],
    ['<title>example.test - This domain is for sale</title>', 'failed.parked'],
    ['<title>Parked Domain name on Hostinger DNS system</title>', 'failed.parked'],
    ['<title>TransIP - Reserved domain</title>', 'failed.parked'],
    ['<title>F&eacute;licitations ! Votre domaine a bien été créé chez OVHcloud !</title>', 'failed.parked'],
    [
      '<p>This domain name has been registered with Gandi.net. It is currently parked by the owner.</p>',
      'failed.parked',
    ],
    [
      '<p>This domain has been registered via IONOS and is not yet connected to a website.</p>',
      'failed.parked',
    ],
    ['<title>Dit domein is gereserveerd</title>', 'failed.parked'],
    ['<title>Ce domaine est parqué</title>', 'failed.parked'],
    ['<h1>Looks Like This Domain Isn&#39;t Connected To A Website Yet!</h1>', 'failed.unclaimed'],
  ])('says of %s: %s', (body, outcome) => {
    expect(judgeAll(placeholderPage, [page(body)])).toEqual([`${outcome} example.test`]);
  });

  it.each([
    ['speaks of an oven', '<title>Bakery</title><p>It works! Our oven is for sale.</p>'],
    ['lists another folder', '<title>Index of /downloads</title>'],
    ['has a title about the page', '<title>How the Apache2 default page looks</title>'],
    ['has a title that goes on', '<title>Welcome to nginx! A course for beginners</title>'],
    [
      'links to a parking network',
      article('<title>Selling names</title>', '<a href="https://sedoparking.com/en">Sedo</a>'),
    ],
    [
      'links to a market of domains',
      article('<title>Names</title>', '<a href="https://www.hugedomains.com/domain_profile.cfm?d=x">x</a>'),
    ],
    [
      'explains parking at length',
      article(
        '<title>Domains for sale: how to park yours</title>',
        '<p>This domain name has been registered with Gandi.net, it said.</p>',
      ),
    ],
    [
      'shows the markup of a default page as text',
      article('<title>Help</title>', '<pre>&lt;h1&gt;It works!&lt;/h1&gt;</pre>'),
    ],
    [
      'mentions the words of a service without a site',
      article('<title>Help</title>', '<p>There isn’t a GitHub Pages site here: add a file.</p>'),
    ],
    [
      'counts ads that are blocked',
      article('<title>News</title>', '<div class="ad" data-adblockkey="200"></div>'),
    ],
    ['takes fonts from a network', '<link rel="preconnect" href="https://img1.wsimg.com/parking-lander/">'],
    ['is a shop for flats', '<title>House by the sea is for sale</title>'],
  ])('passes a page that %s', (_, body) => {
    expect(judgeAll(placeholderPage, [page(body)])).toEqual(['passed example.test']);
  });

  it('knows the notice of a service under an error status too', () => {
    const notice =
      '<title>Site not found · GitHub Pages</title><h1>404</h1><p>There isn’t a GitHub Pages site here.</p>';
    expect(judgeAll(placeholderPage, [page(notice, 404)])).toEqual(['failed.unclaimed example.test']);
  });

  it('knows a page by where it sends its visitor', () => {
    expect(
      judgeAll(placeholderPage, [
        aRedirect('https://example.test/', 'https://www.hugedomains.com/domain_profile.cfm?d=example.test'),
      ]),
    ).toEqual(['failed.parked example.test']);
  });

  it('leaves error pages to others', () => {
    expect(judgeAll(placeholderPage, [page('<title>Welcome to nginx!</title>', 404)])).toEqual([
      'passed example.test',
    ]);
  });

  it('stays untested without an answer', () => {
    expect(
      judgeAll(placeholderPage, [
        aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') }),
      ]),
    ).toEqual(['untested example.test']);
  });
});
