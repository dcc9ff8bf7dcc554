/** How Faultline introduces itself to servers. */

/** Version of the product; a test holds it to package.json. */
export const PRODUCT_VERSION = '0.1.0';

/** Says plainly who asks and why, so that a log reader can tell it from a scanner. */
export const USER_AGENT = `Faultline/${PRODUCT_VERSION} (+connection diagnosis)`;
