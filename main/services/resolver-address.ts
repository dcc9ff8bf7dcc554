import ipaddr from 'ipaddr.js';

/** Whether a text is the address of a resolver: asking a resolver for the address of a resolver would measure the wrong thing. */
export const isResolverAddress = (text: string): boolean =>
  ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);
