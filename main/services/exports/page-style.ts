/** The look of the page: black on white in print, wide enough for a table, readable on a telephone by scrolling it. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --line: #d0d7de; --bad: #b42318; --good: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --soft: #a8b1bd; --paper: #14171c; --line: #3a424d; --bad: #ff8a80; --good: #7ee2a0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1.5rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; padding-bottom: 0.75rem; }
header img { display: block; max-height: 4rem; max-width: 16rem; margin-bottom: 0.75rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
p { margin: 0.25rem 0; color: var(--soft); }
li { margin: 0.5rem 0; }
main { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: start; vertical-align: top; padding: 0.5rem; border-bottom: 1px solid var(--line); }
.problems_found { color: var(--bad); font-weight: 600; }
.healthy { color: var(--good); }
.day { white-space: nowrap; }
@media print { :root { --ink: #000; --soft: #333; --paper: #fff; } tr { break-inside: avoid; } thead { display: table-header-group; } }
@page { margin: 15mm; size: landscape; }
`;
