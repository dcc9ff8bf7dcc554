/** Names that look like other names. A note only: some of them are honest. */

const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];

/** One label with letters of two alphabets that share shapes (UTS 39 section 5.2, single-script restriction). */
export const mixesScripts = (displayName: string): boolean =>
  displayName.split('.').some((label) => scripts.filter((script) => script.test(label)).length > 1);

/** Cyrillic letters that look the same as Latin ones: a label made of nothing else under a Latin ending deserves a remark. */
const lookAlike = /^[авеһікмнорстухсѕјӏԁԛԝ0-9-]*[авеһікмнорстухсѕјӏԁԛԝ][авеһікмнорстухсѕјӏԁԛԝ0-9-]*$/;

export const looksLatin = (displayName: string): boolean => {
  const labels = displayName.split('.');
  return (
    /^[a-z0-9-]+$/.test(labels.at(-1) ?? '') && labels.slice(0, -1).some((label) => lookAlike.test(label))
  );
};
