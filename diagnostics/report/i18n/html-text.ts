/** Text of anybody as text of an HTML page. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => entities[character] ?? '');

/** Of whatever direction it is, it does not turn what stands beside it. */
export const isolated = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;
