/** www and the bare domain are siblings: a certificate often covers one and forgets the other. */
export const siblingOf = (name: string): string => (name.startsWith('www.') ? name.slice(4) : `www.${name}`);
