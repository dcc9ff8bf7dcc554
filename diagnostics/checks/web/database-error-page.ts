/** The site's program says that it cannot reach its database (R81). Programs send the sentence with any status, 200 too. */
import { failed, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';

/** Sentences of WordPress, Joomla, Drupal, PrestaShop, Magento and of PHP's own drivers. */
const sentences: readonly RegExp[] = [
  /Error establishing a database connection/i,
  /Erreur lors de la connexion à la base de données/i,
  /Fout bij het maken van een verbinding met de database/i,
  /Error displaying the error page: .{0,80}(database|connect)/i,
  /Could not connect to (the )?(MySQL|database)/i,
  /Link to database cannot be established/i,
  /SQLSTATE\[(HY000|08\w{3}|28000)\] \[\d{4}\]/,
  /mysqli?(_real)?_connect\(\)/i,
  /The website encountered an unexpected error.{0,200}(PDOException|DatabaseException)/is,
];
/** A page about databases is longer than one that has nothing but the error. */
const LONGEST_ERROR_PAGE = 8_000;

const saysSo = ({ data }: Page): boolean => {
  const text = data.bodyStart ?? '';
  const isShort = text.length <= LONGEST_ERROR_PAGE || data.status! >= 500;
  return isShort && sentences.some((sentence) => sentence.test(text));
};

export const databaseErrorPage = siteCheck({
  id: 'database-error-page',
  per: 'host',
  evaluate({ answers, said, about }) {
    const page = answers.find(saysSo);
    if (page) return failed(about(page, '/data/bodyStart', { status: page.data.status! }));
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
