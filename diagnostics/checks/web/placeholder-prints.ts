/** Pages of empty servers, parked domains and services that know no site of the name; each print with where it was found. */
import type { PagePrint } from '../../model/view/page-prints.ts';

/**
 * `server`: what a fresh server or account brings along. `empty`: a list of files. `parked`: the domain is kept in stock or for sale.
 * `unclaimed`: the service that the name leads to has no site for it. `unfinished`: the installer of the site's program still waits.
 */
export type PlaceholderKind = 'server' | 'empty' | 'parked' | 'unclaimed' | 'unfinished';
type Print = PagePrint<PlaceholderKind>;

const whatWeb = 'github.com/urbanadventurer/WhatWeb, plugins/';
const takeover = 'github.com/EdOverflow/can-i-take-over-xyz, fingerprints.json';
const seen = 'found alike in several public crawls and lists, 2026-11-22: ';

const servers: readonly Print[] = [
  {
    kind: 'server',
    maker: 'Apache',
    title: /^Apache2 (?:Debian |Ubuntu )?Default Page(?:: It works)?$/i,
    source: 'Debian and Ubuntu, package apache2, index.html',
  },
  {
    kind: 'server',
    maker: 'Apache',
    markup: /^\s*(?:<!doctype html>\s*)?(?:<html[^>]*>)?\s*(?:<body[^>]*>)?\s*<h1>It works!<\/h1>/i,
    source: 'Apache HTTP Server, docs/docroot/index.html',
  },
  {
    kind: 'server',
    maker: 'Apache',
    title:
      /^(?:Test Page for (?:the )?(?:Apache|Nginx|HTTP Server).{0,60}|(?:AlmaLinux|HTTP Server) Test Page.{0,60})$/i,
    source: 'Red Hat, Fedora, CentOS, AlmaLinux, Rocky: packages httpd and *-logos-httpd, index.html',
  },
  {
    kind: 'server',
    maker: 'Apache',
    markup: /^\s*<html>Apache is functioning normally<\/html>\s*$/i,
    source: `${whatWeb}apache.rb; DirectAdmin and HostGator accounts`,
  },
  {
    kind: 'server',
    maker: 'nginx',
    title: /^Welcome to nginx!?(?: on .{1,40}!?)?$/i,
    source: 'nginx, html/index.html',
  },
  {
    kind: 'server',
    maker: 'IIS',
    title: /^(?:IIS Windows(?: Server)?|IIS\d(?:\.\d)?|Microsoft Internet Information Services 8)$/i,
    source: 'Windows Server, inetpub/wwwroot/iisstart.htm',
  },
  {
    kind: 'server',
    maker: 'Caddy',
    title: /^Caddy works!$/i,
    source: 'github.com/caddyserver/dist, welcome/index.html',
  },
  {
    kind: 'server',
    maker: 'Apache Tomcat',
    title: /^Apache Tomcat(?:\/\d.{0,20})?$/i,
    markup: /successfully installed Tomcat/i,
    source: 'github.com/apache/tomcat, webapps/ROOT/index.jsp',
  },
  {
    kind: 'server',
    maker: 'XAMPP',
    title: /^Welcome to XAMPP$/i,
    source: 'XAMPP, htdocs/dashboard/index.html',
  },
  {
    kind: 'server',
    maker: 'cPanel',
    url: /\/cgi-sys\/defaultwebpage\.cgi/i,
    source: `${whatWeb}cpanel.rb`,
  },
  {
    kind: 'server',
    maker: 'cPanel',
    markup: /<meta[^>]{0,100}http-equiv=["']?refresh["']?[^>]{0,100}\/cgi-sys\/defaultwebpage\.cgi/i,
    source: `${whatWeb}cpanel.rb`,
  },
  {
    kind: 'server',
    maker: 'cPanel',
    title: /^Default Web Site Page$/i,
    source: 'cPanel, cgi-sys/defaultwebpage.cgi',
  },
  {
    kind: 'server',
    maker: 'Plesk',
    title:
      /^(?:Web Server['’]s Default Page|Domain Default page|Plesk(?: Onyx)? Default Page|Default (?:Web Site )?Page)$/i,
    source: 'Plesk, /var/www/vhosts/default and skel; support.plesk.com on the default page of a domain',
  },
  {
    kind: 'server',
    maker: 'ISPConfig',
    title: /^Welcome!?$/i,
    words: /default index page of your website/i,
    source: 'ISPConfig, server/conf/index/standard_index.html_en',
  },
  {
    kind: 'server',
    maker: 'FASTPANEL',
    title: /^(?:FASTPANEL|Why am I seeing this page\??)$/i,
    words: /Why am I seeing this page/i,
    source: 'FASTPANEL, default site; kb.fastpanel.direct/troubleshoot',
  },
  {
    kind: 'server',
    maker: 'OpenPanel',
    words: /^Ready, set, internet\b.{0,80}This domain currently has no website/i,
    source: 'OpenPanel documentation, "Domain Shows Default Page"',
  },
  {
    kind: 'server',
    title:
      /^(?:Success! Your new web server is ready to use\.?|Welcome to your new website!?|Future home of something quite cool\.?)$/i,
    source: `${seen}titles of fresh accounts`,
  },
];

const others: readonly Print[] = [
  {
    kind: 'empty',
    title: /^Index of \/$/i,
    source: 'Apache mod_autoindex and nginx ngx_http_autoindex_module',
  },
  {
    kind: 'unfinished',
    maker: 'WordPress',
    title: /^WordPress (?:›|&rsaquo;|>) (?:Installation|Setup Configuration File)$/i,
    source: 'github.com/WordPress/WordPress, wp-admin/install.php and setup-config.php',
  },
  {
    kind: 'unfinished',
    maker: 'WordPress',
    url: /\/wp-admin\/(?:install|setup-config)\.php/i,
    source: 'github.com/WordPress/WordPress, wp-admin/install.php and setup-config.php',
  },
  {
    kind: 'unfinished',
    maker: 'PrestaShop',
    title: /^PrestaShop Installation Assistant$/i,
    source: 'github.com/PrestaShop/PrestaShop, install-dev/theme',
  },
  {
    kind: 'unfinished',
    maker: 'Joomla',
    title: /^Joomla(?:!)?(?:: | )(?:Web )?Installer?$/i,
    source: 'github.com/joomla/joomla-cms, installation',
  },
];

const parked: readonly Print[] = [
  {
    kind: 'parked',
    maker: 'GoDaddy',
    loads: /^img1\.wsimg\.com\/parking-lander\//i,
    source: `${seen}the files of its parking pages`,
  },
  {
    kind: 'parked',
    maker: 'GoDaddy',
    markup:
      /^\s*<!doctype html><html><head><script>window\.onload=function\(\)\{window\.location\.href="\/lander(?:\?[^"]{0,100})?"\}<\/script><\/head><\/html>\s*$/i,
    source: `${seen}its whole first page, 114 bytes`,
  },
  {
    kind: 'parked',
    maker: 'Sedo',
    loads: /(?:^|\.)sedoparking\.com\//i,
    source: 'github.com/intrigueio/intrigue-ident, checks/http/sedo.rb; sedo.com/services/parking.php',
  },
  {
    kind: 'parked',
    maker: 'ParkingCrew',
    loads: /(?:^|\.)parkingcrew\.net\//i,
    source: 'github.com/intrigueio/intrigue-ident, checks/http/parkingcrew.rb',
  },
  {
    kind: 'parked',
    maker: 'ParkLogic',
    loads: /(?:^|\.)parklogic\.com\//i,
    source: `${seen}the hosts of its files`,
  },
  {
    kind: 'parked',
    maker: 'Bodis',
    markup: /<script[^>]*>\s*window\.park\s*=\s*"/i,
    source: `${seen}the script in each of its pages`,
  },
  {
    kind: 'parked',
    maker: 'Google AdSense for Domains',
    loads: /^(?:www\.)?google\.com\/adsense\/domains\/caf\.js/i,
    source: 'Google, AdSense for Domains: advertising for parked domains alone',
  },
  {
    kind: 'parked',
    markup: /^\s*(?:<!doctype[^>]{0,200}>\s*)?<html\b[^>]{0,200}\bdata-adblockkey\s*=/i,
    source: `${seen}the key on the first tag of parking pages`,
  },
  {
    kind: 'parked',
    maker: 'Squarespace',
    loads: /^assets\.squarespace\.com\/universal\/(?:scripts|styles)-compressed\/parking-page-/i,
    source: `${seen}the files of its parking pages`,
  },
  {
    kind: 'parked',
    url: /^https?:\/\/(?:www\.)?(?:hugedomains\.com\/domain_profile|dan\.com\/buy-domain\/|afternic\.com\/forsale\/)/i,
    source: 'the sales pages of HugeDomains, Dan and Afternic',
  },
  {
    kind: 'parked',
    maker: 'Hostinger',
    title: /^Parked Domain name on Hostinger DNS system$/i,
    source: `${seen}the title of its parking page`,
  },
  {
    kind: 'parked',
    maker: 'TransIP',
    title: /^TransIP - Reserved domain$/i,
    source: `${seen}the title of its parking page`,
  },
  {
    kind: 'parked',
    maker: 'OVHcloud',
    title: /^Félicitations ?! Votre domaine a bien été créé chez OVH(?:cloud)? ?!$/i,
    source: `${seen}the title of its page for a new domain`,
  },
  {
    kind: 'parked',
    maker: 'Gandi',
    words: /This domain name has been registered with Gandi\.net/i,
    source: `${seen}its page for a new domain`,
  },
  {
    kind: 'parked',
    maker: 'IONOS',
    words: /This domain has been registered via IONOS and is not yet connected to a website/i,
    source: `${seen}its page for a new domain`,
  },
  {
    kind: 'parked',
    title:
      /^(?:[\w.-]{1,80}\s*[-–|:]?\s*)?(?:(?:this )?domain(?: name)? is (?:for sale|parked)|parked domain|ce (?:nom de )?domaine est (?:à vendre|réservé|parqué)|(?:dit|deze) domein(?:naam)? is (?:te koop|gereserveerd|geparkeerd|geregistreerd))[.!]?$/i,
    source: 'common titles in the three languages; whole titles only',
  },
];

const unclaimed = (maker: string, words: RegExp): Print => ({
  kind: 'unclaimed',
  maker,
  words,
  source: takeover,
});

/** The service says that it has nothing for the name; most of them with status 404. */
const services: readonly Print[] = [
  unclaimed('GitHub Pages', /There isn['’]t a GitHub Pages site here/i),
  unclaimed('Fastly', /Fastly error: unknown domain/i),
  unclaimed('Vercel', /DEPLOYMENT_NOT_FOUND/),
  unclaimed('Netlify', /^(?:Page |Site )?Not Found\b.{0,200}(?:Netlify|Request ID: 01[0-9A-Z]{20,30})/is),
  unclaimed('Amazon S3', /The specified bucket does not exist|Code: NoSuchBucket/i),
  unclaimed('Kinsta', /^(?:404 )?No Site For Domain/i),
  unclaimed('Pantheon', /404 error unknown site!/i),
  unclaimed('Shopify', /^Sorry, this shop is currently unavailable/i),
  unclaimed('Wix', /Looks Like This Domain Isn['’]t Connected To A Website Yet/i),
  unclaimed('WordPress.com', /Do you want to register .{1,80}\.wordpress\.com\?/i),
  unclaimed('Surge', /^project not found$/i),
  unclaimed('DreamHost', /^Site Not Found Well, this is awkward/i),
  {
    kind: 'unclaimed',
    maker: 'Heroku',
    title: /^(?:Heroku \| )?No such app$/i,
    source: takeover,
  },
];

export const placeholderPrints: readonly Print[] = [...servers, ...others, ...parked, ...services];
