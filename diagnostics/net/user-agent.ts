/** How Faultline introduces itself to servers. */

/** Version of the product; a test holds it to package.json. */
export const PRODUCT_VERSION = '0.1.0';

/** Says plainly who asks and why, so that a log reader can tell it from a scanner. */
export const USER_AGENT = `Faultline/${PRODUCT_VERSION} (+connection diagnosis)`;

/** What a browser of today calls itself; only for comparing answers with those to our own name. */
export const BROWSER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
