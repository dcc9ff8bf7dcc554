/** Which column of a list holds what: by the headings of WHMCS, cPanel/WHM, Plesk and plain lists, else by what stands in it. */
import { understandTarget } from '../../../diagnostics/index.ts';
import { refusal } from '../said-error.ts';
import type { Table, TableRow } from './table.ts';

export const columnRoles = ['domain', 'client', 'provider', 'product', 'tags'] as const;
export type ColumnRole = (typeof columnRoles)[number];
/** Columns by number from 0. A client's first and last name may stand in two. */
export type Columns = Readonly<Record<ColumnRole, readonly number[]>>;
/** What the person said with `--column`: heading or number from 1; empty for none. */
export type ColumnChoice = Readonly<Partial<Record<ColumnRole, string>>>;

export interface TableShape {
  readonly columns: Columns;
  /** Headings; null when the list has none. */
  readonly headings: readonly string[] | null;
  readonly rows: readonly TableRow[];
}

/**
 * Headings without accents, signs and capitals, those that say it best first. WHMCS: "Client Name", "Product/Service", "Domain"; WHM's list of accounts:
 * "Domain", "User Name", "Package"; Plesk: "Domain name", "Subscription", "Subscriber", "Service plan".
 */
const words: Readonly<Record<ColumnRole, readonly string[]>> = {
  domain: [
    'domain',
    'domainname',
    'domains',
    'primarydomain',
    'maindomain',
    'domein',
    'domeinnaam',
    'domaine',
    'nomdedomaine',
    'website',
    'subscription',
    'abonnement',
    'site',
    'url',
    'hostname',
    'host',
  ],
  client: [
    'client',
    'clientname',
    'customer',
    'customername',
    'klant',
    'klantnaam',
    'nomduclient',
    'companyname',
    'company',
    'bedrijf',
    'societe',
    'organisation',
    'organization',
    'subscriber',
    'abonnee',
    'abonne',
    'username',
    'user',
    'gebruiker',
    'utilisateur',
  ],
  provider: [
    'provider',
    'hostingprovider',
    'hoster',
    'hosting',
    'hostingcompany',
    'aanbieder',
    'hostingbedrijf',
    'hebergeur',
    'fournisseur',
  ],
  product: [
    'product',
    'productservice',
    'productname',
    'package',
    'plan',
    'serviceplan',
    'hostingplan',
    'hostingpackage',
    'pakket',
    'hostingpakket',
    'produit',
    'formule',
    'offre',
  ],
  tags: [
    'tags',
    'tag',
    'labels',
    'label',
    'clientgroup',
    'group',
    'groups',
    'category',
    'etiquettes',
    'etiquette',
    'groep',
    'groupe',
    'categorie',
  ],
};
const nameParts = ['firstname', 'lastname'] as const;
const companies = new Set(['companyname', 'company', 'username', 'user']);

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** A mail address leads to a domain too, but a column of them lists people. */
const isDomain = (cell: string): boolean =>
  cell.includes('.') && !cell.includes('@') && cell.length <= 300 && understandTarget(cell).ok;

const SAMPLE_ROWS = 50;

/** The column with most domains; null when there is none. */
function domainColumn(rows: readonly TableRow[]): number | null {
  const sample = rows.filter((row) => !row.isBroken).slice(0, SAMPLE_ROWS);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const counts = Array.from(
    { length: Math.min(width, 200) },
    (_none, column) => sample.filter(({ cells }) => isDomain(cells[column] ?? '')).length,
  );
  const most = Math.max(0, ...counts);
  return most === 0 ? null : counts.indexOf(most);
}

function byHeading(headings: readonly string[], role: ColumnRole): readonly number[] {
  const known = headings.map(plain);
  const word = words[role].find((each) => known.includes(each));
  const named = word === undefined ? [] : [known.indexOf(word)];
  if (role !== 'client' || (word !== undefined && !companies.has(word))) return named;
  // private clients have no company
  return [...named, ...nameParts.map((part) => known.indexOf(part)).filter((column) => column >= 0)];
}

const hasHeadings = ({ cells }: TableRow): boolean =>
  !cells.some(isDomain) && columnRoles.some((role) => byHeading(cells, role).length > 0);

/** Exports begin with lines of their own at times ("Report of …"): headings stand in one of the first few. */
const HEADING_LINES = 5;

/** @throws SaidError when nothing stands in the list, when no column holds domains, or when a chosen column is not there. */
export function understandColumns({ rows }: Table, choice: ColumnChoice): TableShape {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0) throw refusal('batch.error.empty');
  const at = filled.slice(0, HEADING_LINES).findIndex(hasHeadings);
  const firstDomain = filled.findIndex(({ cells }) => cells.some(isDomain));
  const isHeaded = at >= 0 && (firstDomain < 0 || at < firstDomain);
  // words that are no headings we know, above a column of domains: headings all the same
  const other = !isHeaded && firstDomain === 1 && (filled[0]?.cells.length ?? 0) > 1 ? 0 : null;
  const heading = isHeaded ? at : other;
  const headings = heading === null ? null : (filled[heading]?.cells ?? null);
  const body = heading === null ? filled : filled.slice(heading + 1);
  const chosen = (role: ColumnRole): readonly number[] | null =>
    choice[role] === undefined ? null : chosenColumn(choice[role], role, headings, body);
  const guessed = (role: ColumnRole): readonly number[] => (headings ? byHeading(headings, role) : []);
  const found = Object.fromEntries(columnRoles.map((role) => [role, chosen(role) ?? guessed(role)]));
  const columns = { ...(found as Columns) };
  if (choice.domain === undefined) {
    const [named] = columns.domain;
    const isNamedRight = named !== undefined && body.some(({ cells }) => isDomain(cells[named] ?? ''));
    const filledMost = domainColumn(body);
    if (!isNamedRight && filledMost !== null)
      return { columns: { ...columns, domain: [filledMost] }, headings, rows: body };
  }
  if (columns.domain.length === 0) throw refusal('batch.error.no_domain_column', listOf(headings));
  return { columns, headings, rows: body };
}

const listOf = (
  headings: readonly string[] | null,
): { readonly list: string; readonly hasList: boolean } => ({
  list: (headings ?? [])
    .filter((each) => each !== '')
    .join(', ')
    .slice(0, 500),
  hasList: headings !== null,
});

function chosenColumn(
  text: string,
  role: ColumnRole,
  headings: readonly string[] | null,
  rows: readonly TableRow[],
): readonly number[] {
  if (text === '') return [];
  const named = headings?.map(plain).indexOf(plain(text)) ?? -1;
  if (named >= 0 && plain(text) !== '') return [named];
  const width = Math.max(
    headings?.length ?? 0,
    ...rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells.length),
  );
  const number = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= width) return [number - 1];
  throw refusal('batch.error.unknown_column', {
    role,
    name: text.slice(0, 100),
    ...listOf(headings),
    count: width,
  });
}
