/** The look of a ticket as a page: light and dark by the reader's system, black on white in print, readable on a telephone. */
export const htmlStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --line: #d0d7de; --tint: #f3f5f8; --note: #fff8e5; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --soft: #a8b1bd; --paper: #14171c; --line: #3a424d; --tint: #1d2229; --note: #2c2617; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 1rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.35rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
p { margin: 0.35rem 0; }
ul { margin: 0.35rem 0; padding-left: 1.25rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0.3rem 1rem; margin: 0 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; }
dl.fields { background: var(--tint); border-radius: 0.4rem; padding: 0.75rem 1rem; }
aside { background: var(--note); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.75rem 1rem; margin: 0 0 1.5rem; }
aside h2 { border: 0; margin: 0 0 0.5rem; padding: 0; }
bdi { unicode-bidi: isolate; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --line: #999; --tint: #fff; }
  aside { display: none; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  dl.fields { border: 1px solid var(--line); }
  h2 { break-after: avoid; }
  li, p, dd { break-inside: avoid; }
}
@page { margin: 18mm; }
`;
